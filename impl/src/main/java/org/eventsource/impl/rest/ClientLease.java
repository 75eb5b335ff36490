package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/** Where the exchanges of a source take their client from. */
@FunctionalInterface
public interface ClientLease {

    /** A target for one exchange, which may configure it. */
    WebTarget target(URI uri);

    /** Gives up what runs on the client, if no other source can be using it; may block. */
    default void abandon() {}

    /** A client that is not ours to close, or that other sources use. */
    static ClientLease shared(Client client) {
        return uri -> client.target(UriBuilder.fromUri(uri).fragment(null));
    }

    /**
     * A client that is not ours to close, as far as it is known by this target, and with what is configured there now.
     */
    static ClientLease shared(WebTarget target) {
        return new TargetLease(target);
    }

    /**
     * A client of our own, made by whatever implementation is there.
     *
     * @throws RuntimeException if there is none
     */
    static ClientLease own() {
        return new OwnClient(ClientBuilder::newClient);
    }
}
