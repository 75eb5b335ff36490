package org.eventsource;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpHeaders;
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

    private final ErrorKind kind;
    private final ReadyState readyState;
    private final String reason;
    private final OptionalInt status;
    private final Optional<Throwable> cause;
    private final Optional<Duration> reconnectIn;
    private final Optional<HttpHeaders> headers;
    private final Optional<String> body;
    private final Instant timeStamp;
    private final @Nullable EventSource target;

    private ErrorEvent(Builder builder, Instant timeStamp, @Nullable EventSource target) {
        this.kind = builder.kind;
        this.readyState = builder.readyState;
        this.reason = builder.reason;
        this.status = builder.status;
        this.cause = builder.cause;
        this.reconnectIn = builder.reconnectIn;
        this.headers = builder.headers;
        this.body = builder.body;
        this.timeStamp = timeStamp;
        this.target = target;
    }

    /**
     * Creates an error of the kind {@link ErrorKind#LOST} with the current time, without status, cause, delay, headers,
     * body and target.
     */
    public static ErrorEvent of(ReadyState readyState, String reason) {
        return builder(ErrorKind.LOST, readyState, reason).build();
    }

    /**
     * Creates an error of the kind {@link ErrorKind#LOST} with the current time, without headers, body and target.
     *
     * @throws IllegalArgumentException if the reason is empty or the delay is negative
     */
    public static ErrorEvent of(
            ReadyState readyState,
            String reason,
            OptionalInt status,
            Optional<Throwable> cause,
            Optional<Duration> reconnectIn) {
        Builder builder = builder(ErrorKind.LOST, readyState, reason);
        requireNonNull(status, "status").ifPresent(builder::status);
        requireNonNull(cause, "cause").ifPresent(builder::cause);
        requireNonNull(reconnectIn, "reconnectIn").ifPresent(builder::reconnectIn);
        return builder.build();
    }

    /**
     * Returns a builder of an error.
     *
     * @throws IllegalArgumentException if the reason is empty
     */
    public static Builder builder(ErrorKind kind, ReadyState readyState, String reason) {
        return new Builder(
                requireNonNull(kind, "kind"),
                requireNonNull(readyState, "readyState"),
                requireNonNull(reason, "reason"));
    }

    /** {@code "error"}. */
    @Override
    public String type() {
        return "error";
    }

    /** Returns what failed. */
    public ErrorKind kind() {
        return kind;
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
     * Returns the delay before the next attempt; empty if there is no next attempt. After {@code CLOSED}, only a
     * declared stream of CDI has one, and only if a response that is not a stream closed it.
     */
    public Optional<Duration> reconnectIn() {
        return reconnectIn;
    }

    /**
     * Returns the headers of the response that was no stream. They are empty if there was no response. They are also
     * empty if the response came from another origin than the URL of the source, after redirects. Headers may have
     * secrets, so neither {@link #toString()} nor the log has them.
     */
    public Optional<HttpHeaders> headers() {
        return headers;
    }

    /**
     * Returns the beginning of the body of the response that was no stream: what arrived within 500 ms after its
     * headers, up to {@link EventSource.Builder#maxBody}. It is decoded in the charset of its {@code Content-Type}, or
     * in UTF-8. It is empty if nothing arrived, if it has a content coding, or if {@link #headers()} is empty. A body
     * may have secrets, so neither {@link #toString()} nor the log has it.
     */
    public Optional<String> body() {
        return body;
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
        return new ErrorEvent(new Builder(this), timeStamp, target);
    }

    /** Headers and body do not count: they are what a server happened to send. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErrorEvent that
                && kind == that.kind
                && readyState == that.readyState
                && reason.equals(that.reason)
                && status.equals(that.status)
                && cause.equals(that.cause)
                && reconnectIn.equals(that.reconnectIn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, readyState, reason, status, cause, reconnectIn);
    }

    /** Omits headers and body, which may have secrets. */
    @Override
    public String toString() {
        return "ErrorEvent[kind=%s, readyState=%s, reason=%s, status=%s, cause=%s, reconnectIn=%s]"
                .formatted(
                        kind,
                        readyState,
                        reason,
                        status,
                        cause.map(ForeignText::of).map(Throwable::toString),
                        reconnectIn.map(delay -> delay.truncatedTo(ChronoUnit.MILLIS)));
    }

    /** The attributes of an {@link ErrorEvent}. Not safe for use by several threads. No argument may be null. */
    public static final class Builder {

        private final ErrorKind kind;
        private final ReadyState readyState;
        private final String reason;
        private OptionalInt status = OptionalInt.empty();
        private Optional<Throwable> cause = Optional.empty();
        private Optional<Duration> reconnectIn = Optional.empty();
        private Optional<HttpHeaders> headers = Optional.empty();
        private Optional<String> body = Optional.empty();

        private Builder(ErrorKind kind, ReadyState readyState, String reason) {
            if (reason.isEmpty()) {
                throw new IllegalArgumentException("reason: empty");
            }
            this.kind = kind;
            this.readyState = readyState;
            this.reason = reason;
        }

        private Builder(ErrorEvent event) {
            this(event.kind, event.readyState, event.reason);
            this.status = event.status;
            this.cause = event.cause;
            this.reconnectIn = event.reconnectIn;
            this.headers = event.headers;
            this.body = event.body;
        }

        /** Sets {@link ErrorEvent#status()}: empty unless set. */
        public Builder status(int status) {
            this.status = OptionalInt.of(status);
            return this;
        }

        /** Sets {@link ErrorEvent#cause()}: empty unless set. */
        public Builder cause(Throwable cause) {
            this.cause = Optional.of(requireNonNull(cause, "cause"));
            return this;
        }

        /**
         * Sets {@link ErrorEvent#reconnectIn()}: empty unless set.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder reconnectIn(Duration delay) {
            if (requireNonNull(delay, "reconnectIn").isNegative()) {
                throw new IllegalArgumentException("reconnectIn: negative: " + delay);
            }
            this.reconnectIn = Optional.of(delay);
            return this;
        }

        /** Sets {@link ErrorEvent#headers()}: empty unless set. */
        public Builder headers(HttpHeaders headers) {
            this.headers = Optional.of(requireNonNull(headers, "headers"));
            return this;
        }

        /** Sets {@link ErrorEvent#body()}: empty unless set. */
        public Builder body(String body) {
            this.body = Optional.of(requireNonNull(body, "body"));
            return this;
        }

        /** Creates the error with the current time, without a target. */
        public ErrorEvent build() {
            return new ErrorEvent(this, Instant.now(), null);
        }
    }
}
