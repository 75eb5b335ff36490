package org.eventsource.impl.state;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long to wait before the next attempt: the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#concept-event-stream-reconnection-time">reconnection
 * time</a>, doubled with each attempt that failed in a row.
 *
 * @param time as set, or as the stream's {@code retry} field said
 * @param max bounds what doubling makes; a longer time is kept and does not grow
 * @param failures how many delays have passed since a connection last proved to work
 * @param reopening how long the source stays closed after an answer that is no stream
 */
record Reconnection(Duration time, Duration max, int failures, Reopening reopening) {

    /** However short a time the server asks for, it is not asked more often than this. */
    private static final Duration FLOOR = Duration.ofMillis(100);

    static final Duration CEILING = Duration.ofHours(24);

    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);

    private static final Duration STARTING_TIME = Duration.ofMillis(250);
    private static final Duration STARTING_MAX = Duration.ofSeconds(3);

    /** Beyond this many doublings every delay is at its maximum: 100 ms become 24 h with 20. */
    private static final int DOUBLINGS = 20;

    Reconnection {
        time = bounded(time);
        max = max.compareTo(CEILING) > 0 ? CEILING : max;
    }

    static Reconnection of(Duration time, Duration max) {
        return new Reconnection(time, max, 0, Reopening.NEVER);
    }

    /** Saturates at what is neither a flood nor for ever. */
    static Duration bounded(Duration time) {
        return time.compareTo(FLOOR) < 0 ? FLOOR : time.compareTo(CEILING) > 0 ? CEILING : time;
    }

    Duration delay() {
        return grown(time, max);
    }

    /** The delay while a server may still be starting: short, as it is expected any moment. */
    Duration startingDelay() {
        return grown(STARTING_TIME, STARTING_MAX);
    }

    private Duration grown(Duration base, Duration limit) {
        if (base.compareTo(limit) >= 0) {
            return base;
        }
        Duration delay = base.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        return delay.compareTo(limit) > 0 ? limit : delay;
    }

    /**
     * What may be added at random to any delay, however it came about. Without it, clients that were cut off in the
     * same moment would reconnect in the same moment.
     */
    static Duration spread(Duration delay) {
        Duration half = delay.dividedBy(2);
        return half.compareTo(LONGEST_SPREAD) < 0 ? half : LONGEST_SPREAD;
    }

    Reconnection retry(Duration newTime) {
        return new Reconnection(newTime, max, failures, reopening);
    }

    Reconnection proven() {
        return new Reconnection(time, max, 0, reopening.proven());
    }

    Reconnection failed() {
        return new Reconnection(time, max, Math.min(failures, DOUBLINGS) + 1, reopening);
    }

    /** After an answer that closed the source. */
    Reconnection closed() {
        return new Reconnection(time, max, failures, reopening.closed());
    }

    /**
     * How long the source stays closed: never shorter than the time that the server asked for, by {@code Retry-After}
     * or by the stream's {@code retry} field.
     */
    Duration reopeningDelay(Optional<Duration> retryAfter) {
        return Stream.of(reopening.delay(), time, bounded(retryAfter.orElse(Duration.ZERO)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A source with these times that is opened again within a maximum; zero: it is not. */
    Reconnection reopeningWithin(Duration longest) {
        return new Reconnection(time, max, failures, Reopening.within(longest));
    }
}
