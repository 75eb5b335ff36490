package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.eventsource.ErrorKind;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.cdi.extension.model.HandlingSettings;
import org.eventsource.cdi.extension.model.WhenExhausted;
import org.eventsource.impl.cursor.DoublingDelays;
import org.eventsource.impl.state.Failure;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows when a message was not handled. Counts the attempts of one message after another. Used in turn.
 */
final class FailurePolicy {

    private final HandlingSettings settings;
    private final DoublingDelays delays;

    /** How often the message has failed. */
    private int count;

    /** Why the last attempt failed; null: none has. */
    private Fired.@Nullable Failed last;

    /** Why the message has become a dead letter; null: it has not. */
    private Fired.@Nullable Failed exhausted;

    /** What follows after a failure. */
    enum Next {
        /** The observers are called again after a delay. */
        AGAIN,
        /** The message is skipped. */
        SKIP,
        /** It becomes a dead letter. */
        DEAD_LETTER,
        /** The stream is closed, and opened again after a time. */
        END,
        /** The stream is closed for good. */
        CLOSE
    }

    FailurePolicy(HandlingSettings settings) {
        this.settings = settings;
        this.delays = new DoublingDelays(settings.delay(), settings.maxDelay());
    }

    /** The attempts of another message begin. */
    void begin() {
        count = 0;
        last = null;
        exhausted = null;
        delays.reset();
    }

    /** An attempt has failed. It does not count before {@link #decide}. */
    void failed(Fired.Failed failure) {
        last = failure;
    }

    /** Returns why the last attempt failed. */
    Fired.Failed last() {
        return requireNonNull(last);
    }

    /** Counts the attempt that has failed. */
    Next decide() {
        count++;
        return switch (settings.onFailure()) {
            case CLOSE -> Next.CLOSE;
            case CONTINUE -> Next.SKIP;
            case RETRY -> isExhausted() ? exhaust() : Next.AGAIN;
        };
    }

    private boolean isExhausted() {
        return last().phase() == Phase.DECODING || count == settings.attempts();
    }

    private Next exhaust() {
        if (settings.whenExhausted() != WhenExhausted.DEAD_LETTER) {
            return Next.END;
        }
        exhausted = last();
        return Next.DEAD_LETTER;
    }

    /** Returns the time until the next attempt. */
    Duration delay() {
        return delays.next();
    }

    DeadLetterEvent letter(MessageEvent message) {
        return DeadLetterEvent.of(message, requireNonNull(exhausted).cause(), count);
    }

    /** Returns why the stream is closed because of a message. */
    Failure end(MessageEvent message) {
        return end(message, "when-exhausted is close");
    }

    /** Returns why the stream is closed because of a message whose dead letter would be lost. */
    Failure undeliverable(MessageEvent message) {
        return end(message, "no synchronous observer of DeadLetterEvent receives its letter");
    }

    private Failure end(MessageEvent message, String why) {
        Fired.Failed failure = last();
        String what = failure.phase() == Phase.DECODING
                ? "the data cannot be decoded"
                : "observers have failed %d %s".formatted(count, count == 1 ? "time" : "times");
        Throwable cause = failure.shown();
        String reason = "%s at a message of type \"%s\", and %s: %s"
                .formatted(what, ForeignText.of(message.type()), why, ForeignText.of(cause));
        return Failure.of(ErrorKind.OBSERVER, reason, cause);
    }
}
