package org.eventsource.impl.state;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The delay before the next attempt: the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#concept-event-stream-reconnection-time">reconnection
 * time</a>, doubled with each failed attempt in a row.
 *
 * @param time the reconnection time of the settings, or of the stream's {@code retry} field
 * @param max the limit for doubling; a reconnection time that is longer stays as it is
 * @param failures how many delays have passed since a connection last worked
 * @param reopening how long the source stays closed after a response that is not a stream
 * @param limits when the source gives up
 */
record Reconnection(Duration time, Duration max, int failures, Reopening reopening, Limits limits) {

    /** The shortest delay, even if the server requests a shorter one. */
    private static final Duration FLOOR = Duration.ofMillis(100);

    static final Duration CEILING = Duration.ofHours(24);

    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);

    private static final Duration STARTING_TIME = Duration.ofMillis(250);
    private static final Duration STARTING_MAX = Duration.ofSeconds(3);

    /** After so many doublings every delay is at its maximum: 20 doublings turn 100 ms into 24 h. */
    private static final int DOUBLINGS = 20;

    Reconnection {
        time = bounded(time);
        max = max.compareTo(CEILING) > 0 ? CEILING : max;
    }

    static Reconnection of(Duration time, Duration max) {
        return new Reconnection(time, max, 0, Reopening.NEVER, Limits.NONE);
    }

    /** Returns the time, but at least 100 ms and at most 24 h. */
    static Duration bounded(Duration time) {
        return time.compareTo(FLOOR) < 0 ? FLOOR : time.compareTo(CEILING) > 0 ? CEILING : time;
    }

    Duration delay() {
        return grown(time, max);
    }

    /** Returns the delay while a server may still be starting. It is short, because the server may be ready soon. */
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
     * Returns the longest random time that is added to a delay, whatever its origin. Without it, clients that lost
     * their connections at one moment would also reconnect at one moment.
     */
    static Duration spread(Duration delay) {
        Duration half = delay.dividedBy(2);
        return half.compareTo(LONGEST_SPREAD) < 0 ? half : LONGEST_SPREAD;
    }

    Reconnection retry(Duration newTime) {
        return new Reconnection(newTime, max, failures, reopening, limits);
    }

    Reconnection proven() {
        return new Reconnection(time, max, 0, reopening.proven(), limits);
    }

    Reconnection failed() {
        return new Reconnection(time, max, Math.min(failures, DOUBLINGS) + 1, reopening, limits);
    }

    /** A response has closed the source. */
    Reconnection closed() {
        return new Reconnection(time, max, failures, reopening.closed(), limits);
    }

    /**
     * Returns how long the source stays closed. This is at least the time that the server requested, by
     * {@code Retry-After} or by the stream's {@code retry} field.
     */
    Duration reopeningDelay(Optional<Duration> retryAfter) {
        return Stream.of(reopening.delay(), time, bounded(retryAfter.orElse(Duration.ZERO)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Adds the longest time until a closed source is opened again; zero: it stays closed. */
    Reconnection reopeningWithin(Duration longest) {
        return new Reconnection(time, max, failures, Reopening.within(longest), limits);
    }

    Reconnection limitedBy(Limits newLimits) {
        return new Reconnection(time, max, failures, reopening, newLimits);
    }

    /** The stream was opened. */
    Reconnection opened() {
        return limitedBy(limits.opened());
    }

    /** An attempt has failed that counts for the limits. */
    Reconnection attemptFailed() {
        return limitedBy(limits.failedOnce());
    }
}
