package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/** A client that the application owns. */
record ApplicationClient(Client client) implements ClientLease {

    @Override
    public ExchangeClient forExchange() {
        return new ExchangeClient() {
            @Override
            public Invocation.Builder request(URI uri) {
                return ResponseHead.prepare(target(client, uri)).request();
            }

            @Override
            public boolean isClosedByApplication() {
                return isClosed(ApplicationClient.this);
            }
        };
    }

    /** A closed client throws on every call. */
    static boolean isClosed(ClientLease lease) {
        try {
            lease.configuration();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    static WebTarget target(Client client, URI uri) {
        UriBuilder target = UriBuilder.fromUri(uri).fragment(null);
        return client.target(ClientQuirks.sendsUserInfo(client.getConfiguration()) ? target.userInfo(null) : target);
    }

    @Override
    public Configuration configuration() {
        return client.getConfiguration();
    }
}
