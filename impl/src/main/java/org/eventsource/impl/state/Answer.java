package org.eventsource.impl.state;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a server answered that is no stream, for the application alone. It may have secrets, so no message and no log
 * has it.
 *
 * @param headers empty if the server is not the one that the application named
 * @param body the beginning of the body; empty if none was read
 */
public record Answer(Optional<HttpHeaders> headers, Optional<String> body) {

    /** There is no answer, or it is not for the application. */
    public static final Answer NONE = new Answer(Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "Answer[]";
    }
}
