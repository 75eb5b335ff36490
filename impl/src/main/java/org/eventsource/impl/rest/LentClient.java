package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;

/** A client that is not for the borrower to close. */
record LentClient(ClientLease lender) implements ClientLease {

    @Override
    public ExchangeClient forExchange() {
        ExchangeClient client = lender.forExchange();
        return new ExchangeClient() {
            @Override
            public Invocation.Builder request(URI uri) {
                return client.request(uri);
            }

            /** For a client that has ended: with virtual threads no other client is retired. */
            @Override
            public void retire() {
                client.retire();
            }

            @Override
            public void over() {
                client.over();
            }
        };
    }

    @Override
    public Configuration configuration() {
        return lender.configuration();
    }
}
