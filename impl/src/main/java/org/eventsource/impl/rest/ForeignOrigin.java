package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eventsource.impl.transport.Request;

/**
 * Keeps what identifies the application from a server that is not its own. After all other filters it takes out what
 * those of the application's client add; before all others it takes the server's challenge away, which some answer by a
 * request of their own.
 */
final class ForeignOrigin implements ClientRequestFilter, ClientResponseFilter {

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** With the request whose headers stay. */
    ForeignOrigin(Request request) {
        request.forEachHeader((name, value) -> names.add(name));
    }

    @Override
    public void filter(ClientRequestContext context) {
        MultivaluedMap<String, Object> headers = context.getHeaders();
        // By name: in CXF the set of them is a copy, and taking from it takes nothing away.
        List.copyOf(headers.keySet()).stream()
                .filter(name -> !names.contains(name))
                .forEach(headers::remove);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        response.getHeaders().remove("WWW-Authenticate");
        response.getHeaders().remove("Proxy-Authenticate");
    }
}
