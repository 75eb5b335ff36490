package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;

/** A client that other sources use, too, so that this lease never closes it. */
record LentClient(ClientLease lender) implements ClientLease {

    @Override
    public ExchangeClient forExchange() {
        ExchangeClient client = lender.forExchange();
        return new ExchangeClient() {
            @Override
            public Invocation.Builder request(URI uri) {
                return client.request(uri);
            }

            /** On virtual threads a client is retired only after it has failed. */
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
