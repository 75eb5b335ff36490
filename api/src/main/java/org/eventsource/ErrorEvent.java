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
 * The connection was lost or could not be opened. The event also contains what happens next. See <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#reestablish-the-connection">reestablish the
 * connection</a> and <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#fail-the-connection">fail
 * the connection</a>.
 *
 * <p>A browser's {@code error} event has none of these attributes. They are additions of this library.
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

    /** Creates an error with the current time, without status, cause, delay and target. */
    public static ErrorEvent of(ReadyState readyState, String reason) {
        return of(readyState, reason, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Creates an error with the current time, without a target.
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
     * Returns {@code CONNECTING} if another attempt follows, and {@code CLOSED} if the source is closed. A closed
     * source is closed for good, unless {@link #reconnectIn()} is present: then CDI opens the declared stream again.
     */
    public ReadyState readyState() {
        return readyState;
    }

    /** Returns what happened, in words for people. Never empty. */
    public String reason() {
        return reason;
    }

    /** Returns the status of the response; empty if there was no response. */
    public OptionalInt status() {
        return status;
    }

    /** Returns the exception that caused the error; empty if there was none. */
    public Optional<Throwable> cause() {
        return cause;
    }

    /**
     * Returns the delay before the next attempt; empty if there is none. After {@code CLOSED}, only a stream that CDI
     * declares has a next attempt, and only if a response that is not a stream closed it.
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
