package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** The module {@code okhttp-sse}, which does not reconnect. */
final class OkHttpSse implements Contestant {

    private final EventSource.Factory sources = EventSources.createFactory(new OkHttpClient.Builder()
            .dispatcher(unbounded())
            .readTimeout(Duration.ZERO)
            .build());

    private static Dispatcher unbounded() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        Request request = new Request.Builder().url(url.toString()).build();
        EventSource source = sources.newEventSource(request, new EventSourceListener() {
            @Override
            public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
                listener.onData(data);
            }
        });
        return source::cancel;
    }
}
