package org.eventsource.compare.clients;

import java.net.URI;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/**
 * This library in plain Java.
 *
 * <ul>
 *   <li>{@code reconnectOn(429, 500, 502, 503, 504)}: docs/getting-started.md, "How do I start without CDI?". Without
 *       it, the builder closes the stream at 503, as a browser does.
 *   <li>{@code idleTimeout}: docs/configuration.md, "The properties".
 *   <li>{@code transport}: docs/getting-started.md, "Which HTTP client does a stream use?".
 *   <li>The limit of an event is the default of {@code maxEventSize}, 16 MiB.
 * </ul>
 */
final class Ours implements Peer {

    private final TransportKind transport;

    /** @param transport {@code REST} is the Jakarta REST client on the class path */
    Ours(TransportKind transport) {
        this.transport = transport;
    }

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        return EventSource.builder(url)
                .transport(transport)
                .reconnectOn(429, 500, 502, 503, 504)
                .idleTimeout(SILENCE)
                .onMessage(message -> listener.onEvent(message.lastEventId(), message.data()))
                .onError(error -> error.cause().ifPresent(listener::onFailure))
                .open();
    }
}
