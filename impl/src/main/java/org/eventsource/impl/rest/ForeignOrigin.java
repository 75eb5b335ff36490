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
 * Sends nothing that identifies the application to an origin that the application did not name. After all other request
 * filters it removes the headers that they added. Before all other response filters it removes the server's challenge,
 * which some filters would answer with a request of their own.
 */
final class ForeignOrigin implements ClientRequestFilter, ClientResponseFilter {

    private static final String HEADERS_TO_SEND = ForeignOrigin.class.getName();

    /** Marks a request. Only the headers of {@code request} are sent with it. */
    static Invocation.Builder of(Request request, Invocation.Builder asking) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        request.forEachHeader((name, value) -> names.add(name));
        return asking.property(HEADERS_TO_SEND, names);
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (request.getProperty(HEADERS_TO_SEND) instanceof Set<?> names) {
            removeOthers(names, request.getHeaders());
        }
    }

    private static void removeOthers(Set<?> names, MultivaluedMap<String, Object> headers) {
        // Not by the key set: in CXF it is a copy, and a removal from it has no effect.
        List.copyOf(headers.keySet()).stream()
                .filter(name -> !names.contains(name))
                .forEach(headers::remove);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (request.getProperty(HEADERS_TO_SEND) != null) {
            response.getHeaders().remove("WWW-Authenticate");
            response.getHeaders().remove("Proxy-Authenticate");
        }
    }
}
