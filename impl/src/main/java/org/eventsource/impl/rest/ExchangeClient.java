package org.eventsource.impl.rest;

import jakarta.ws.rs.client.WebTarget;
import java.net.URI;

/** The client of one exchange, from its opening on. */
@FunctionalInterface
public interface ExchangeClient {

    /** A target for the exchange, which may configure it further: it is {@linkplain ResponseHead#prepare prepared}. */
    WebTarget target(URI uri);

    /** No other exchange takes this client from now on, if that may be; never blocks, and may be called again. */
    default void retire() {}

    /** Closes the client, if no other source can be using it; may block, and may be called again. */
    default void close() {}
}
