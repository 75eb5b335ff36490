package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;

/** Where the exchanges of a source take their client from. */
public interface ClientLease {

    Client client();

    /** Gives up what runs on the client, if no other source can be using it; may block. */
    void abandon();

    /** A client that is not ours to close, or that other sources use. */
    static ClientLease shared(Client client) {
        return new ClientLease() {
            @Override
            public Client client() {
                return client;
            }

            @Override
            public void abandon() {}
        };
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
