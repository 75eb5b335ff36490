package org.eventsource.impl.state;

import java.util.Optional;
import java.util.OptionalInt;

/** Why a connection is not there, as an {@link org.eventsource.ErrorEvent} tells it. */
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
