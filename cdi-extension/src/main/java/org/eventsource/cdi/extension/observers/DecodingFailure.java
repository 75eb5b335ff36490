package org.eventsource.cdi.extension.observers;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.eventsource.cdi.FailedEvent.Phase;
import org.jspecify.annotations.Nullable;

/** Data cannot be decoded. The message is in the words of this library, and does not quote the data. */
final class DecodingFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    DecodingFailure(String message) {
        super(message);
    }

    DecodingFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the read object if there is one. */
    static Object nonNull(@Nullable Object read) {
        if (read == null) {
            throw new DecodingFailure("the data is null");
        }
        return read;
    }

    /**
     * Returns the cause of a failure as logs and error events have it. Messages of decoders quote the data. So where
     * data cannot be decoded, the cause is a copy as {@link #shown(Throwable)} returns it.
     */
    static Throwable shown(Phase phase, Throwable cause) {
        return phase == Phase.DECODING ? shown(cause) : cause;
    }

    /** Returns a copy with the classes and stack traces of all causes, and only the messages of this library. */
    static Throwable shown(Throwable failure) {
        return copy(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Causes may form a circle. */
    private static DecodingFailure copy(Throwable failure, Set<Throwable> seen) {
        seen.add(failure);
        DecodingFailure copy = new DecodingFailure(
                failure instanceof DecodingFailure
                        ? failure.toString()
                        : failure.getClass().getName());
        copy.setStackTrace(failure.getStackTrace());
        Throwable cause = failure.getCause();
        if (cause != null && !seen.contains(cause)) {
            copy.initCause(copy(cause, seen));
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                copy.addSuppressed(copy(suppressed, seen));
            }
        }
        return copy;
    }

    /** Returns the message alone: a copy has the name of the class of its original there. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
