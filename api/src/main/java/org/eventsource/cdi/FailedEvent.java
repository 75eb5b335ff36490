package org.eventsource.cdi;

import static java.util.Objects.requireNonNull;

import org.eventsource.MessageEvent;

/**
 * Observers of a stream could not handle a message. Fired with the qualifiers of the message.
 *
 * <pre>{@code
 * void failed(@Observes @Stream("prices") FailedEvent failed) { ... }
 * }</pre>
 *
 * <p>The stream goes on, unless its setting {@code on-failure} is {@code close}. What an observer of this event throws
 * is logged and nothing more.
 *
 * @param message as the observers got it, or would have
 * @param cause what was thrown
 * @param phase where
 */
public record FailedEvent(MessageEvent message, Throwable cause, Phase phase) {

    public FailedEvent {
        requireNonNull(message, "message");
        requireNonNull(cause, "cause");
        requireNonNull(phase, "phase");
    }

    /** Where handling a message may fail. */
    public enum Phase {
        /** The data is not what an observer asks for. */
        DECODING,
        /** A synchronous observer has thrown: those after it, in the order of CDI, were not called. */
        OBSERVER,
        /** An asynchronous observer has thrown. */
        ASYNC_OBSERVER
    }
}
