package org.eventsource.impl.state;

import java.util.Optional;
import java.util.OptionalInt;

/** Why there is no connection: reason, status and cause of an {@link org.eventsource.ErrorEvent}. */
public record Failure(String reason, OptionalInt status, Optional<Throwable> cause) {

    public static Failure of(String reason) {
        return new Failure(reason, OptionalInt.empty(), Optional.empty());
    }

    public static Failure of(String reason, int status) {
        return new Failure(reason, OptionalInt.of(status), Optional.empty());
    }

    public static Failure of(String reason, Throwable cause) {
        return new Failure(reason, OptionalInt.empty(), Optional.of(cause));
    }
}
