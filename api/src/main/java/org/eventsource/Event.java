package org.eventsource;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener receives, as the DOM's <a href="https://dom.spec.whatwg.org/#interface-event">{@code Event}</a>.
 *
 * <p>Events are immutable, and equal when their values are, whatever their target and time.
 */
public sealed interface Event permits OpenEvent, MessageEvent, ErrorEvent {

    /** The type: {@code "open"}, {@code "error"}, or for a message what the server calls it. */
    String type();

    /** The object on which the listener was set; empty before the event is dispatched and in CDI observers. */
    Optional<EventSource> target();

    /** When the event was made: for a message, when its last bytes were read. */
    Instant timeStamp();

    /** This event, of the same time, as dispatched at a target; null: at none, as CDI observers see it. */
    Event withTarget(@Nullable EventSource target);
}
