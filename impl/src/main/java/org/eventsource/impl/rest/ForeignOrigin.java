package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eventsource.impl.transport.Request;

/** After all other filters: takes out what those of the application's client add, for its own server and no other. */
final class ForeignOrigin implements ClientRequestFilter {

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
}
