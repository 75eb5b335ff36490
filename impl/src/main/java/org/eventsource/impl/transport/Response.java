package org.eventsource.impl.transport;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Status and headers of a response.
 *
 * @param endsAtLength whether its client reads a body of {@code Content-Length} bytes even if the body has chunks. The
 *     sizes of the chunks are then a part of what it passes on
 */
public record Response(int status, HttpHeaders headers, boolean endsAtLength) {

    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    /** Returns a response without headers. */
    public static Response of(int status) {
        return new Response(status, NO_HEADERS, false);
    }

    /**
     * Returns a response with these headers, by their names. Leaves out names that are no tokens, such as
     * {@code :status}, which HTTP/2 defines for itself.
     */
    public static Response of(int status, Map<String, List<String>> headers) {
        Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            String token = name.strip();
            if (HeaderSyntax.isToken(token)) {
                named.computeIfAbsent(token, any -> new ArrayList<>()).addAll(values);
            }
        });
        return new Response(status, HttpHeaders.of(named, (name, value) -> true), false);
    }

    /** Returns this response of a client that reads {@code Content-Length} bytes even if the body has chunks. */
    public Response endingAtLength() {
        return new Response(status, headers, true);
    }

    /** Returns the values of a header, one for each header line. The name may be in any case. */
    public List<String> values(String name) {
        return headers.allValues(name);
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
