package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Invocation;
import java.net.URI;

/** The client of one exchange, from its opening on. */
@FunctionalInterface
public interface ExchangeClient {

    /**
     * The beginning of the exchange, {@linkplain ResponseHead#prepare prepared}. What is particular to it is told to
     * filters by its properties: a filter of its own would cost Jersey a new start, and in RESTEasy Reactive hold for
     * all targets that are made of the same one.
     */
    Invocation.Builder request(URI uri);

    /** Whether it is the application's client, and the application has closed it. */
    default boolean isClosedByApplication() {
        return false;
    }

    /** No other exchange takes this client from now on, if that may be; never blocks, and may be called again. */
    default void retire() {}

    /**
     * Closes the client, if no other source can be using it, though the exchange goes on; may block, and may be called
     * again.
     */
    default void close() {}

    /** The exchange needs it no more; may block. To be called once. */
    default void over() {}
}
