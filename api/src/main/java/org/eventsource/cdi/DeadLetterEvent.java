package org.eventsource.cdi;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.eventsource.MessageEvent;
import org.jspecify.annotations.Nullable;

/**
 * The observers of a stream have failed at a message as often as {@code handling-attempts} allows, and
 * {@code when-exhausted} is {@code dead-letter}. The event has the qualifiers of the message.
 *
 * <pre>{@code
 * void undeliverable(@Observes @Stream("orders") DeadLetterEvent letter) { ... }
 * }</pre>
 *
 * <p>A synchronous observer stores the message where people look at it. It is called in the transaction that moves the
 * cursor, if the stream has transactions. If it throws an exception, the stream stops there and calls it again after a
 * time: no message is skipped. There has to be such an observer for each event type that observers of the stream may
 * fail at. Asynchronous observers are called once, after the commit.
 *
 * <p>It is not fired for what asynchronous observers of the message throw. They are called once.
 */
public final class DeadLetterEvent {

    private final MessageEvent message;
    private final Throwable cause;
    private final int attempts;

    private DeadLetterEvent(MessageEvent message, Throwable cause, int attempts) {
        this.message = requireNonNull(message, "message");
        this.cause = requireNonNull(cause, "cause");
        this.attempts = attempts;
    }

    /**
     * Returns an event, for tests that fire it themselves.
     *
     * @param message the message that could not be handled
     * @param cause why the last attempt failed
     * @param attempts how often the observers were called; 1 or more
     */
    public static DeadLetterEvent of(MessageEvent message, Throwable cause, int attempts) {
        return new DeadLetterEvent(message, cause, attempts);
    }

    /** Returns the message that could not be handled. */
    public MessageEvent message() {
        return message;
    }

    /** Returns why the last attempt failed. */
    public Throwable cause() {
        return cause;
    }

    /** Returns how often the observers were called, in this process. */
    public int attempts() {
        return attempts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeadLetterEvent letter
                && message.equals(letter.message)
                && cause.equals(letter.cause)
                && attempts == letter.attempts;
    }

    @Override
    public int hashCode() {
        return Objects.hash(message, cause, attempts);
    }

    /** Omits the data. Of the cause only the class is left, because a decoder quotes the data in its message. */
    @Override
    public String toString() {
        return "DeadLetterEvent[attempts=%d, cause=%s, message=%s]"
                .formatted(attempts, cause.getClass().getName(), message);
    }
}
