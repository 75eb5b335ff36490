package org.eventsource.demo;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Lets any page read the quotes, and lets a connection send bytes that are no events. */
final class QuotesResponse implements ContainerResponseFilter {

    /** The property of a request that has its {@link QuotesConnection}. */
    static final String CONNECTION = QuotesConnection.class.getName();

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("Access-Control-Allow-Origin", "*");
        response.getHeaders().putSingle("Cache-Control", "no-store");
        @Nullable Object connection = request.getProperty(CONNECTION);
        if (connection instanceof QuotesConnection quotes) {
            quotes.writesTo(response.getEntityStream());
        }
    }
}
