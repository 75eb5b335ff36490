package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import java.util.function.Supplier;

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

    /** A client for one source: closing it is the only way to free a platform thread from the reads of some clients. */
    static ClientLease own(Supplier<Client> factory) {
        return new OwnClient(factory);
    }
}
