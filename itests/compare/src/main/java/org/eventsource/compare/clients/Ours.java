package org.eventsource.compare.clients;

import java.net.URI;
import org.eventsource.EventSource;

/**
 * This library in plain Java, over the client of the JDK.
 *
 * <ul>
 *   <li>{@code reconnectOn(429, 500, 502, 503, 504)}: README.md, "The first event".
 *   <li>{@code idleTimeout}: docs/configuration.md, "The properties".
 * </ul>
 */
final class Ours implements Peer {

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        return EventSource.builder(url)
                .reconnectOn(429, 500, 502, 503, 504)
                .idleTimeout(SILENCE)
                .onMessage(message -> listener.onEvent(message.lastEventId(), message.data()))
                .onError(error -> error.cause().ifPresent(listener::onFailure))
                .open();
    }
}
