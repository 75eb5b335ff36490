package org.eventsource.impl.state;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.spi.ForeignText;

/** Why there is no connection: the attributes of an {@link ErrorEvent} that do not depend on what follows. */
public record Failure(ErrorKind kind, String reason, OptionalInt status, Optional<Throwable> cause, Answer answer) {

    public static Failure of(ErrorKind kind, String reason) {
        return new Failure(kind, reason, OptionalInt.empty(), Optional.empty(), Answer.NONE);
    }

    public static Failure of(ErrorKind kind, String reason, int status) {
        return new Failure(kind, reason, OptionalInt.of(status), Optional.empty(), Answer.NONE);
    }

    public static Failure of(ErrorKind kind, String reason, Throwable cause) {
        return new Failure(kind, reason, OptionalInt.empty(), Optional.of(cause), Answer.NONE);
    }

    /** Returns the failure of a source whose cursor another process has moved. The store may be the application's. */
    public static Failure of(CursorConflictException conflict) {
        return of(ErrorKind.CURSOR, ForeignText.message(String.valueOf(conflict.getMessage())), conflict);
    }

    /** Returns this failure with the answer of the server. */
    public Failure with(Answer given) {
        return new Failure(kind, reason, status, cause, given);
    }

    /** Returns this failure with another reason. */
    public Failure with(String otherReason) {
        return new Failure(kind, otherReason, status, cause, answer);
    }

    /** Returns the event of this failure. */
    public ErrorEvent event(ReadyState state, Optional<Duration> reconnectIn) {
        ErrorEvent.Builder event = ErrorEvent.builder(kind, state, reason);
        status.ifPresent(event::status);
        cause.ifPresent(event::cause);
        reconnectIn.ifPresent(event::reconnectIn);
        answer.headers().ifPresent(event::headers);
        answer.body().ifPresent(event::body);
        return event.build();
    }
}
