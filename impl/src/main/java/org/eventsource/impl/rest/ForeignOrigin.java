package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Invocation;
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

    private static final String HEADERS_TO_STAY = ForeignOrigin.class.getName();

    /** That of one request, none of whose headers are to go. */
    static Invocation.Builder of(Request request, Invocation.Builder asking) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        request.forEachHeader((name, value) -> names.add(name));
        return asking.property(HEADERS_TO_STAY, names);
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (request.getProperty(HEADERS_TO_STAY) instanceof Set<?> names) {
            removeOthers(names, request.getHeaders());
        }
    }

    private static void removeOthers(Set<?> names, MultivaluedMap<String, Object> headers) {
        // By name: in CXF the set of them is a copy, and taking from it takes nothing away.
        List.copyOf(headers.keySet()).stream()
                .filter(name -> !names.contains(name))
                .forEach(headers::remove);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (request.getProperty(HEADERS_TO_STAY) != null) {
            response.getHeaders().remove("WWW-Authenticate");
            response.getHeaders().remove("Proxy-Authenticate");
        }
    }
}
