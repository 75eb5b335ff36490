package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;

/** Where the exchanges of a source take their client from. */
public interface ClientLease {

    /** A target for one exchange, which may configure it further: it is {@linkplain ResponseHead#prepare prepared}. */
    WebTarget target(URI uri);

    /** What the client is configured with, which also tells whose it is. */
    Configuration configuration();

    /** Gives up what runs on the client, if no other source can be using it; may block. */
    default void abandon() {}

    /** Of the client that {@link #target} takes now, and no other that may follow it. */
    default Abandonment abandonment() {
        return Abandonment.NONE;
    }

    /** The same client, for one of several sources that use it. */
    default ClientLease lent() {
        return new LentClient(this);
    }

    /** A client that is not ours to close, or that other sources use. */
    static ClientLease shared(Client client) {
        return new SharedClient(client);
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
