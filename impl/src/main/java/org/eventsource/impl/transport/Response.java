package org.eventsource.impl.transport;

import java.util.Optional;
import java.util.function.Function;

/**
 * The head of a response.
 *
 * @param header the first value of a header, by its name in any case
 */
public record Response(int status, Function<String, Optional<String>> header) {

    public Optional<String> header(String name) {
        return header.apply(name);
    }
}
