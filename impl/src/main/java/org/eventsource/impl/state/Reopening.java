package org.eventsource.impl.state;

import java.time.Duration;

/**
 * How long a source stays closed after a response that is not a stream, before it is opened again.
 *
 * @param max the longest time; zero: the source is not opened again
 * @param times how many responses in a row have closed the source since a connection last worked
 */
record Reopening(Duration max, int times) {

    /** The source is not opened again. */
    static final Reopening NEVER = new Reopening(Duration.ZERO, 0);

    private static final Duration FIRST = Duration.ofSeconds(30);
    /** After so many doublings the time is at its maximum: 12 doublings turn 30 s into 24 h. */
    private static final int DOUBLINGS = 12;

    Reopening {
        max = max.compareTo(Reconnection.CEILING) > 0 ? Reconnection.CEILING : max;
    }

    /** Opens a source again after 30 s. The time doubles with each response, up to a maximum. */
    static Reopening within(Duration max) {
        return new Reopening(max, 0);
    }

    boolean isNever() {
        return max.isZero();
    }

    Duration delay() {
        Duration delay = FIRST.multipliedBy(1L << Math.min(times, DOUBLINGS));
        return delay.compareTo(max) > 0 ? max : delay;
    }

    Reopening closed() {
        return new Reopening(max, Math.min(times, DOUBLINGS) + 1);
    }

    Reopening proven() {
        return new Reopening(max, 0);
    }
}
