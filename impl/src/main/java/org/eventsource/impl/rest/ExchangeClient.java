package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Invocation;
import java.net.URI;

/** The client of one exchange. */
@FunctionalInterface
public interface ExchangeClient {

    /**
     * Begins a request, which has the {@linkplain ResponseHead#prepare filters} of this library. Data of one exchange
     * is passed to filters as properties of the request. A filter for each exchange would not work: Jersey would start
     * anew for it, and RESTEasy Reactive would add it to all targets that are made of the same one.
     */
    Invocation.Builder request(URI uri);

    /** Returns whether the application owns the client and has closed it. */
    default boolean isClosedByApplication() {
        return false;
    }

    /**
     * Keeps other exchanges from using this client, if another client can be made. Never blocks. May be called more
     * than once.
     */
    default void retire() {}

    /**
     * Closes the client during the exchange, if no other source can use it. May block. May be called more than once.
     */
    default void close() {}

    /** The exchange is over. May block. To be called once. */
    default void over() {}
}
