package org.eventsource.impl.rest;

import jakarta.ws.rs.core.Configuration;

/** A client that is not for the borrower to close. */
record LentClient(ClientLease lender) implements ClientLease {

    @Override
    public ExchangeClient forExchange() {
        ExchangeClient client = lender.forExchange();
        return uri -> client.request(uri);
    }

    @Override
    public Configuration configuration() {
        return lender.configuration();
    }
}
