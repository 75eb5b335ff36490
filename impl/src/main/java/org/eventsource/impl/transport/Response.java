package org.eventsource.impl.transport;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The head of a response.
 *
 * @param headers returns all values of a header, in their order, by its name in any case; none: an empty list
 */
public record Response(int status, Function<String, List<String>> headers) {

    /** Returns the values of a header, one for each time that the response has it. */
    public List<String> values(String name) {
        return headers.apply(name);
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return values(name).stream().findFirst();
    }
}
