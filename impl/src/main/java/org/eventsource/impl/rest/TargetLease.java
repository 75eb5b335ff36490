package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;

/**
 * Exchanges with all that the application configured a target with, wherever a redirect leads: a target cannot be
 * pointed elsewhere, but its requests can, by the first of their filters.
 */
final class TargetLease implements ClientLease {

    private static final String REDIRECTED = TargetLease.class.getName();

    private static final ClientRequestFilter REDIRECT = request -> {
        if (request.getProperty(REDIRECTED) instanceof URI uri) {
            request.setUri(uri);
        }
    };

    /** The highest priority: what is smaller counts as none in Jersey. */
    private static final int FIRST = 1;

    private final WebTarget target;

    TargetLease(WebTarget target) {
        this.target = ResponseHead.prepare(copy(target)).register(REDIRECT, FIRST);
    }

    /** Taking away a query parameter that is not there is what makes a new target of the same URI on every client. */
    static WebTarget copy(WebTarget target) {
        return target.queryParam(TargetLease.class.getName(), (Object[]) null);
    }

    @Override
    public ExchangeClient forExchange() {
        return new ExchangeClient() {
            @Override
            public Invocation.Builder request(URI uri) {
                return TargetLease.this.request(uri);
            }

            @Override
            public boolean isClosedByApplication() {
                return SharedClient.isClosed(TargetLease.this);
            }
        };
    }

    /** Of a copy: in CXF a target goes where a request of it was pointed to. */
    private Invocation.Builder request(URI uri) {
        Invocation.Builder request = copy(target).request();
        return uri.equals(target.getUri()) ? request : request.property(REDIRECTED, uri);
    }

    @Override
    public Configuration configuration() {
        return target.getConfiguration();
    }
}
