package org.eventsource;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * A message of the server: HTML's <a
 * href="https://html.spec.whatwg.org/multipage/comms.html#the-messageevent-interface">{@code MessageEvent}</a>. See <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage">dispatch the event</a>.
 */
public final class MessageEvent implements Event {

    private final String type;
    private final String data;
    private final String lastEventId;
    private final String origin;
    private final Instant timeStamp;
    private final @Nullable EventSource target;

    private MessageEvent(
            String type,
            String data,
            String lastEventId,
            String origin,
            Instant timeStamp,
            @Nullable EventSource target) {
        this.type = requireNonNull(type, "type");
        this.data = requireNonNull(data, "data");
        this.lastEventId = requireNonNull(lastEventId, "lastEventId");
        this.origin = requireNonNull(origin, "origin");
        this.timeStamp = requireNonNull(timeStamp, "timeStamp");
        this.target = target;
    }

    /** Creates a message with the current time, without a target. Last event id and origin are empty. */
    public static MessageEvent of(String type, String data) {
        return of(type, data, "", "");
    }

    /** Creates a message with the current time, without a target. */
    public static MessageEvent of(String type, String data, String lastEventId, String origin) {
        return new MessageEvent(type, data, lastEventId, origin, Instant.now(), null);
    }

    /** Creates a message with all attributes. */
    public static MessageEvent of(
            String type, String data, String lastEventId, String origin, Instant timeStamp, EventSource target) {
        return new MessageEvent(type, data, lastEventId, origin, timeStamp, requireNonNull(target, "target"));
    }

    /** Returns the value of the {@code event} field; {@code "message"} if there is none or it is empty. */
    @Override
    public String type() {
        return type;
    }

    /** Returns the values of the {@code data} fields, joined by line feeds. */
    public String data() {
        return data;
    }

    /**
     * Returns the last event id of the stream at this event. An earlier event may have set it. Empty if there is none.
     */
    public String lastEventId() {
        return lastEventId;
    }

    /**
     * Returns the <a
     * href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">origin</a> that
     * returned the stream, after redirects, such as {@code https://example.org}; empty if it is not known.
     */
    public String origin() {
        return origin;
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
    public MessageEvent withTarget(@Nullable EventSource target) {
        return new MessageEvent(type, data, lastEventId, origin, timeStamp, target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageEvent that
                && type.equals(that.type)
                && data.equals(that.data)
                && lastEventId.equals(that.lastEventId)
                && origin.equals(that.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, data, lastEventId, origin);
    }

    /** Omits the data, which may be large or secret. */
    @Override
    public String toString() {
        return "MessageEvent[type=%s, lastEventId=%s, origin=%s, %d characters of data]"
                .formatted(ForeignText.of(type), ForeignText.of(lastEventId), ForeignText.of(origin), data.length());
    }
}
