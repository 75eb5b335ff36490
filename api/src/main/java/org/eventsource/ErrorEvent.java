package org.eventsource;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * The connection was lost or could not be made, and what happens next. See <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#reestablish-the-connection">reestablish the
 * connection</a> and <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#fail-the-connection">fail
 * the connection</a>.
 *
 * <p>A browser's {@code error} event says none of what the attributes here say: they are additions.
 */
public final class ErrorEvent implements Event {

    private final ReadyState readyState;
    private final String reason;
    private final OptionalInt status;
    private final Optional<Throwable> cause;
    private final Optional<Duration> reconnectIn;
    private final Instant timeStamp;
    private final @Nullable EventSource target;

    private ErrorEvent(
            ReadyState readyState,
            String reason,
            OptionalInt status,
            Optional<Throwable> cause,
            Optional<Duration> reconnectIn,
            Instant timeStamp,
            @Nullable EventSource target) {
        this.readyState = readyState;
        this.reason = reason;
        this.status = status;
        this.cause = cause;
        this.reconnectIn = reconnectIn;
        this.timeStamp = timeStamp;
        this.target = target;
    }

    /** An error of this moment, without status, cause, delay and target. */
    public static ErrorEvent of(ReadyState readyState, String reason) {
        return of(readyState, reason, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * An error of this moment, without a target.
     *
     * @throws IllegalArgumentException if the reason is empty or the delay is negative
     */
    public static ErrorEvent of(
            ReadyState readyState,
            String reason,
            OptionalInt status,
            Optional<Throwable> cause,
            Optional<Duration> reconnectIn) {
        requireNonNull(readyState, "readyState");
        requireNonNull(status, "status");
        requireNonNull(cause, "cause");
        if (requireNonNull(reason, "reason").isEmpty()) {
            throw new IllegalArgumentException("reason: empty");
        }
        requireNonNull(reconnectIn, "reconnectIn").ifPresent(delay -> {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("reconnectIn: negative: " + delay);
            }
        });
        return new ErrorEvent(readyState, reason, status, cause, reconnectIn, Instant.now(), null);
    }

    /** {@code "error"}. */
    @Override
    public String type() {
        return "error";
    }

    /**
     * {@code CONNECTING} if another attempt follows. {@code CLOSED} if the source is closed: for good, or, where
     * {@link #reconnectIn()} is present, until a stream that CDI declares is opened again.
     */
    public ReadyState readyState() {
        return readyState;
    }

    /** What happened, in words for people; never empty. */
    public String reason() {
        return reason;
    }

    /** The status of the response, when one came. */
    public OptionalInt status() {
        return status;
    }

    /** The exception behind it, when there was one. */
    public Optional<Throwable> cause() {
        return cause;
    }

    /**
     * How long until the next attempt. Empty if there is none. With {@code CLOSED} only a stream that CDI declares has
     * a next attempt, after an answer that is no stream.
     */
    public Optional<Duration> reconnectIn() {
        return reconnectIn;
    }

    @Override
    public Optional<EventSource> target() {
        return Optional.ofNullable(target);
    }

    @Override
    public Instant timeStamp() {
        return timeStamp;
    }

    @Override
    public ErrorEvent withTarget(@Nullable EventSource target) {
        return new ErrorEvent(readyState, reason, status, cause, reconnectIn, timeStamp, target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErrorEvent that
                && readyState == that.readyState
                && reason.equals(that.reason)
                && status.equals(that.status)
                && cause.equals(that.cause)
                && reconnectIn.equals(that.reconnectIn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(readyState, reason, status, cause, reconnectIn);
    }

    @Override
    public String toString() {
        return "ErrorEvent[readyState=%s, reason=%s, status=%s, cause=%s, reconnectIn=%s]"
                .formatted(
                        readyState,
                        reason,
                        status,
                        cause.map(Throwable::toString).map(ForeignText::of),
                        reconnectIn.map(delay -> delay.truncatedTo(ChronoUnit.MILLIS)));
    }
}
