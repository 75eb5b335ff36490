package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.Optional;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Our {@link EventSource} over one of its transports. */
record Ours(TransportKind transport) implements Contestant {

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        return builder(url, listener).open();
    }

    @Override
    public Optional<Object> unopened(URI url, StreamListener listener) {
        return Optional.of(builder(url, listener));
    }

    private EventSource.Builder builder(URI url, StreamListener listener) {
        return EventSource.builder(url)
                .transport(transport)
                .onMessage(message -> listener.onData(message.data()))
                .onError(error -> error.reconnectIn().ifPresent(listener::onLost));
    }
}
