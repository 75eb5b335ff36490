package org.eventsource.compare.clients;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.background.BackgroundEventHandler;
import com.launchdarkly.eventsource.background.BackgroundEventSource;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * LaunchDarkly's {@code okhttp-eventsource}.
 *
 * <ul>
 *   <li>The use: <a
 *       href="https://javadoc.io/doc/com.launchdarkly/okhttp-eventsource/latest/com/launchdarkly/eventsource/background/BackgroundEventSource.html">javadoc
 *       of {@code BackgroundEventSource}</a>, for applications that want events pushed by a thread of the library. It
 *       reconnects after each failure and each status, and resumes with the id, without a setting.
 *   <li>{@code readTimeout}: <a
 *       href="https://javadoc.io/doc/com.launchdarkly/okhttp-eventsource/latest/com/launchdarkly/eventsource/HttpConnectStrategy.html">javadoc
 *       of {@code HttpConnectStrategy}</a>: "If a read timeout happens, the EventSource will restart the connection."
 *   <li>{@code streamEventData}, by which an application reads the data of an event itself, is off by default, and is
 *       off here: javadoc of {@code EventSource.Builder}.
 * </ul>
 */
final class OkHttpEventSource implements Peer {

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        BackgroundEventSource source = new BackgroundEventSource.Builder(
                        new Handler(listener),
                        new EventSource.Builder(
                                ConnectStrategy.http(url).readTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)))
                .build();
        source.start();
        return source;
    }

    private record Handler(StreamListener listener) implements BackgroundEventHandler {

        @Override
        public void onOpen() {
            // Nothing to do.
        }

        @Override
        public void onClosed() {
            // Nothing to do.
        }

        @Override
        public void onMessage(String event, MessageEvent message) {
            listener.onEvent(message.getLastEventId(), message.getData());
        }

        @Override
        public void onComment(String comment) {
            // Nothing to do.
        }

        @Override
        public void onError(Throwable failure) {
            listener.onFailure(failure);
        }
    }
}
