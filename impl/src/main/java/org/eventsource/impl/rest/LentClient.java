package org.eventsource.impl.rest;

import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;

/** A client that is not for the borrower to give up. */
record LentClient(ClientLease lender) implements ClientLease {

    @Override
    public WebTarget target(URI uri) {
        return lender.target(uri);
    }

    @Override
    public Configuration configuration() {
        return lender.configuration();
    }
}
