package org.eventsource;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection is open, for the first time or again. See <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection">announce the
 * connection</a>.
 */
public final class OpenEvent implements Event {

    private final Instant timeStamp;
    private final @Nullable EventSource target;

    private OpenEvent(Instant timeStamp, @Nullable EventSource target) {
        this.timeStamp = timeStamp;
        this.target = target;
    }

    /** Creates an event with the current time, without a target. */
    public static OpenEvent of() {
        return new OpenEvent(Instant.now(), null);
    }

    /** {@code "open"}. */
    @Override
    public String type() {
        return "open";
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
        return new OpenEvent(timeStamp, target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenEvent;
    }

    @Override
    public int hashCode() {
        return OpenEvent.class.hashCode();
    }

    @Override
    public String toString() {
        return "OpenEvent[]";
    }
}
