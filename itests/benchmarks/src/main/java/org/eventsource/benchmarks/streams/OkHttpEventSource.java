package org.eventsource.benchmarks.streams;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamEvent;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** {@code okhttp-eventsource}, pulled by a thread for each stream. */
final class OkHttpEventSource implements Contestant {

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        EventSource source = new EventSource.Builder(ConnectStrategy.http(url).readTimeout(1, TimeUnit.HOURS))
                .errorStrategy(ErrorStrategy.alwaysContinue())
                .build();
        Thread thread = new Thread(() -> pull(source, listener), "okhttp-eventsource");
        thread.setDaemon(true);
        thread.start();
        return source;
    }

    private static void pull(EventSource source, StreamListener listener) {
        for (StreamEvent event : source.anyEvents()) {
            if (event instanceof MessageEvent message) {
                listener.onData(message.getData());
            }
        }
    }
}
