package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;

/**
 * Exchanges with all that the application configured a target with, wherever a redirect leads: a target cannot be
 * pointed elsewhere, but its requests can, by the first of their filters.
 */
final class TargetLease implements ClientLease {

    /** The highest priority: what is smaller counts as none in Jersey. */
    private static final int FIRST = 1;

    private final WebTarget target;

    TargetLease(WebTarget target) {
        this.target = copy(target);
    }

    /** Taking away a query parameter that is not there is what makes a new target of the same URI on every client. */
    private static WebTarget copy(WebTarget target) {
        return target.queryParam(TargetLease.class.getName(), (Object[]) null);
    }

    @Override
    public ExchangeClient forExchange() {
        return this::target;
    }

    private WebTarget target(URI uri) {
        WebTarget copy = ResponseHead.prepare(copy(target));
        if (uri.equals(target.getUri())) {
            return copy;
        }
        ClientRequestFilter redirect = context -> context.setUri(uri);
        return copy.register(redirect, FIRST);
    }

    @Override
    public Configuration configuration() {
        return target.getConfiguration();
    }
}
