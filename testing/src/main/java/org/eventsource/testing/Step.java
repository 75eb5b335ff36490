package org.eventsource.testing;

import java.time.Duration;

/** What happens on an open connection of a {@link StreamScript}. */
sealed interface Step {

    /** The server sends a text, which need not end where an event ends. */
    record Text(String text) implements Step {}

    /** Nothing happens for a time. */
    record Pause(Duration time) implements Step {}

    /** The server ends the response. */
    record End() implements Step {}

    /** The connection breaks. */
    record Cut() implements Step {}
}
