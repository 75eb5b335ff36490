package org.eventsource.impl.transport;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Status and headers of a response.
 *
 * @param headers returns all values of a header, in order, by its name in any case; an empty list if there are none
 */
public record Response(int status, Function<String, List<String>> headers) {

    /** Returns the values of a header, one for each header line. */
    public List<String> values(String name) {
        return headers.apply(name);
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return values(name).stream().findFirst();
    }
}
