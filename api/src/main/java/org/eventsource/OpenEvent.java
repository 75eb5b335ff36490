package org.eventsource;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * The connection is open, for the first time or again. See <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection">announce the
 * connection</a>.
 */
public final class OpenEvent implements Event {

    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final HttpHeaders headers;
    private final String lastEventId;
    private final Instant timeStamp;
    private final @Nullable EventSource target;

    private OpenEvent(HttpHeaders headers, String lastEventId, Instant timeStamp, @Nullable EventSource target) {
        this.headers = requireNonNull(headers, "headers");
        this.lastEventId = requireNonNull(lastEventId, "lastEventId");
        this.timeStamp = timeStamp;
        this.target = target;
    }

    /** Creates an event with the current time, without headers, last event id and target. */
    public static OpenEvent of() {
        return of(NO_HEADERS, "");
    }

    /** Creates an event with the current time, without a target. */
    public static OpenEvent of(HttpHeaders headers, String lastEventId) {
        return new OpenEvent(headers, lastEventId, Instant.now(), null);
    }

    /** {@code "open"}. */
    @Override
    public String type() {
        return "open";
    }

    /**
     * Returns the headers of the response that is the stream. There are none if the response came from another origin
     * than the URL of the source, after redirects. Headers may have secrets, so neither {@link #toString()} nor the log
     * has them.
     */
    public HttpHeaders headers() {
        return headers;
    }

    /** Returns the last event id that the request sent; empty if it sent none. The stream resumes after this id. */
    public String lastEventId() {
        return lastEventId;
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
    public OpenEvent withTarget(@Nullable EventSource target) {
        return new OpenEvent(headers, lastEventId, timeStamp, target);
    }

    /** Headers do not count: they are what a server happened to send. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenEvent that && lastEventId.equals(that.lastEventId);
    }

    @Override
    public int hashCode() {
        return lastEventId.hashCode();
    }

    /** Omits the headers, which may have secrets. */
    @Override
    public String toString() {
        return "OpenEvent[lastEventId=%s]".formatted(ForeignText.of(lastEventId));
    }
}
