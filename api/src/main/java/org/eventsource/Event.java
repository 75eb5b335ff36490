package org.eventsource;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that listeners receive: the DOM's <a href="https://dom.spec.whatwg.org/#interface-event">{@code Event}</a>.
 *
 * <p>Events are immutable. Two events are equal if their values are equal; target and time do not count.
 */
public sealed interface Event permits OpenEvent, MessageEvent, ErrorEvent {

    /** Returns the type: {@code "open"}, {@code "error"}, or the type that the server gave to a message. */
    String type();

    /**
     * Returns the source to which the listener was added; empty before the event is dispatched, and in CDI observers.
     */
    Optional<EventSource> target();

    /** Returns when the event was created. For a message, this is when its last bytes were read. */
    Instant timeStamp();

    /**
     * Returns a copy of this event with another target. The time does not change.
     *
     * @param target null: the copy has no target, as in CDI observers
     */
    Event withTarget(@Nullable EventSource target);
}
