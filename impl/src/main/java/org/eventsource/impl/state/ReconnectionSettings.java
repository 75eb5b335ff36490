package org.eventsource.impl.state;

import java.time.Duration;

/**
 * When a source connects again, and when it gives up.
 *
 * @param time the first delay between attempts
 * @param maxTime the longest delay that doubling leads to
 * @param reopenAfter the longest time until a source that a response closed is opened again; zero: it stays closed
 * @param initialDelay the delay before the first attempt
 * @param reconnects whether a request is repeated; if not, its end is the end of the source
 * @param maxAttempts how many attempts in a row may fail; zero: no limit
 * @param giveUpAfter how long an outage may be; zero: no limit
 */
public record ReconnectionSettings(
        Duration time,
        Duration maxTime,
        Duration reopenAfter,
        Duration initialDelay,
        boolean reconnects,
        int maxAttempts,
        Duration giveUpAfter) {

    /** A thousand years. A later date might not fit into an {@link java.time.Instant}. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(365_000);

    public ReconnectionSettings {
        initialDelay = initialDelay.compareTo(LONGEST_DELAY) < 0 ? initialDelay : LONGEST_DELAY;
    }

    /** Returns settings without limits, with a delay that does not grow. */
    public static ReconnectionSettings constant(Duration time) {
        return new ReconnectionSettings(time, Duration.ZERO, Duration.ZERO, Duration.ZERO, true, 0, Duration.ZERO);
    }
}
