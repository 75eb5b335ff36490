package org.eventsource.cdi;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.eventsource.MessageEvent;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * An observer of a stream could not handle a message. The event has the qualifiers of the message.
 *
 * <pre>{@code
 * void failed(@Observes @Stream("prices") FailedEvent failed) { ... }
 * }</pre>
 *
 * <p>The stream continues, unless its setting {@code on-failure} is {@code close}. If an observer of this event throws
 * an exception, it is only logged.
 */
public final class FailedEvent {

    private final MessageEvent message;
    private final Throwable cause;
    private final Phase phase;

    private FailedEvent(MessageEvent message, Throwable cause, Phase phase) {
        this.message = requireNonNull(message, "message");
        this.cause = requireNonNull(cause, "cause");
        this.phase = requireNonNull(phase, "phase");
    }

    /**
     * Returns an event, for tests that fire it themselves.
     *
     * @param message the message that was passed to observers, or would have been
     * @param cause the exception or error
     * @param phase where it was thrown
     */
    public static FailedEvent of(MessageEvent message, Throwable cause, Phase phase) {
        return new FailedEvent(message, cause, phase);
    }

    /** Returns the message that was passed to observers, or would have been. */
    public MessageEvent message() {
        return message;
    }

    /** Returns the exception or error. */
    public Throwable cause() {
        return cause;
    }

    /** Returns where it was thrown. */
    public Phase phase() {
        return phase;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FailedEvent failed
                && message.equals(failed.message)
                && cause.equals(failed.cause)
                && phase == failed.phase;
    }

    @Override
    public int hashCode() {
        return Objects.hash(message, cause, phase);
    }

    /**
     * Omits the data. Decoders quote it in their messages, so only the class of the cause is left in that phase. In
     * other phases the text of the cause is cut and escaped.
     */
    @Override
    public String toString() {
        Object shown = phase == Phase.DECODING ? cause.getClass().getName() : ForeignText.of(cause);
        return "FailedEvent[phase=%s, cause=%s, message=%s]".formatted(phase, shown, message);
    }

    /** Where the handling of a message failed. */
    public enum Phase {
        /** The data cannot be converted to the type that an observer needs. */
        DECODING,
        /** A synchronous observer threw an exception. Observers after it, in the order of CDI, were not called. */
        OBSERVER,
        /**
         * An asynchronous observer threw an exception. It is not called again for this message, also if
         * {@code on-failure} is {@code retry}, and the cursor of the stream does not stop at the message.
         */
        ASYNC_OBSERVER,
        /** The transaction of the message could not be committed, or the cursor could not be saved in it. */
        COMMIT
    }
}
