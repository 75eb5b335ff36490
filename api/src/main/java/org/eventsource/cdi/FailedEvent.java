package org.eventsource.cdi;

import static java.util.Objects.requireNonNull;

import org.eventsource.MessageEvent;
import org.eventsource.spi.ForeignText;

/**
 * An observer of a stream could not handle a message. The event has the qualifiers of the message.
 *
 * <pre>{@code
 * void failed(@Observes @Stream("prices") FailedEvent failed) { ... }
 * }</pre>
 *
 * <p>The stream continues, unless its setting {@code on-failure} is {@code close}. If an observer of this event throws
 * an exception, it is only logged.
 *
 * @param message the message that was passed to observers, or would have been
 * @param cause the exception or error
 * @param phase where it was thrown
 */
public record FailedEvent(MessageEvent message, Throwable cause, Phase phase) {

    public FailedEvent {
        requireNonNull(message, "message");
        requireNonNull(cause, "cause");
        requireNonNull(phase, "phase");
    }

    /** Omits the data. The text of the cause is cut and escaped, because it may quote the data. */
    @Override
    public String toString() {
        return "FailedEvent[phase=%s, cause=%s, message=%s]".formatted(phase, ForeignText.of(cause), message);
    }

    /** Where the handling of a message failed. */
    public enum Phase {
        /** The data cannot be converted to the type that an observer needs. */
        DECODING,
        /** A synchronous observer threw an exception. Observers after it, in the order of CDI, were not called. */
        OBSERVER,
        /** An asynchronous observer threw an exception. */
        ASYNC_OBSERVER
    }
}
