package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;

/** Where the exchanges of a source take their client from. */
public interface ClientLease {

    /** To be asked for when the exchange is opened: later the client may be the one of its successor. */
    ExchangeClient forExchange();

    /** What the client is configured with, which also tells whose it is. */
    Configuration configuration();

    /** Closes the client, and any that is still made, if no other source can be using it; may block. */
    default void end() {}

    /** For one of several sources: the same client, or another one where it has too few connections for all. */
    default ClientLease lent() {
        return new LentClient(this);
    }

    /** A client that is not ours to close, or that other sources use. */
    static ClientLease shared(Client client) {
        return new SharedClient(client);
    }

    /**
     * One of the same URI that is ours to configure, without a change of that one on clients that keep to the rules.
     */
    static WebTarget copy(WebTarget target) {
        return TargetLease.copy(target);
    }

    /**
     * A client that is not ours to close, as far as it is known by this target, and with what is configured there now.
     */
    static ClientLease shared(WebTarget target) {
        return new TargetLease(target);
    }

    /**
     * Finds out whether {@link #own} would find an implementation, and makes nothing.
     *
     * @throws RuntimeException if there is none
     * @throws LinkageError if the API is not there, either
     */
    static void check() {
        ClientBuilder.newBuilder();
    }

    /**
     * A client of our own, made by whatever implementation is there.
     *
     * @param url what is asked for, maybe by a proxy
     * @throws RuntimeException if there is none
     */
    static ClientLease own(URI url) {
        return new OwnClient(() -> OurClients.forOne(url));
    }

    /**
     * A client of our own for any number of sources, to be {@linkplain #lent lent} to each.
     *
     * @param url what is asked for; others that the same proxy is asked for can be, too
     * @throws RuntimeException if there is no implementation
     */
    static ClientLease ownOfMany(URI url) {
        return new OwnClient(() -> OurClients.forMany(url));
    }
}
