package org.eventsource.impl.source;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls back after the server was silent for a time. A limit of zero: never.
 *
 * <p>Only the server's silence counts. A process may have been stopped, or may have got no processor time. After that
 * the limit may be over although the server has sent bytes that are not yet read. So the watchdog checks four times
 * within the limit. If a check comes late, this process stood still. There is then time to read before the callback.
 */
final class Watchdog {

    private static final int CHECKS = 4;
    private static final Duration LONGEST_TIME_TO_READ = Duration.ofSeconds(1);

    /** Without this limit, a process whose checks always come late would never notice a dead server. */
    private static final int MOST_DELAYS = 3;

    private final Timer timer;
    private final Duration limit;
    private final Runnable onSilence;
    private final Duration untilNextCheck;

    /** The time to read what came during a standstill. */
    private final Duration timeToRead;

    private final AtomicInteger delays = new AtomicInteger();
    private volatile long checkDue;
    private volatile boolean stoodStill;
    private volatile long stoodStillAt;
    private volatile long lastReset;
    private volatile boolean stopped;
    private volatile Runnable cancel = () -> {};

    /**
     * A watchdog that is not yet started.
     *
     * @param onSilence is called on the timer's thread and must not block. It asks {@link #isSilent} again, and calls
     *     {@link #rearm} if that returns false
     */
    Watchdog(Timer timer, Duration limit, Runnable onSilence) {
        this.timer = timer;
        this.limit = limit;
        this.onSilence = onSilence;
        this.untilNextCheck = limit.dividedBy(CHECKS);
        this.timeToRead = min(limit, LONGEST_TIME_TO_READ);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    Watchdog start() {
        reset();
        if (!limit.isZero()) {
            checkIn(min(limit, untilNextCheck));
        }
        return this;
    }

    /** The server has sent something. Without a limit this does nothing, as it is called for each read. */
    void reset() {
        if (!limit.isZero()) {
            lastReset = timer.nanoTime();
            delays.set(0);
        }
    }

    /** Returns whether the server was silent for the limit and there was time to read. */
    boolean isSilent() {
        if (stopped || isPositive(remaining())) {
            return false;
        }
        noteStandstill();
        boolean hadTimeToRead = !stoodStill || timer.nanoTime() - stoodStillAt >= timeToRead.toNanos();
        return hadTimeToRead || delays.getAndIncrement() >= MOST_DELAYS;
    }

    /** Re-arms the watchdog after a false alarm. */
    void rearm() {
        Duration remaining = remaining();
        checkIn(isPositive(remaining) ? min(remaining, untilNextCheck) : timeToRead);
    }

    void stop() {
        stopped = true;
        cancel.run();
    }

    private Duration remaining() {
        return limit.minusNanos(timer.nanoTime() - lastReset);
    }

    private static boolean isPositive(Duration time) {
        return !time.isZero() && !time.isNegative();
    }

    private void checkIn(Duration time) {
        checkDue = timer.nanoTime() + NANOSECONDS.convert(time);
        cancel = timer.schedule(time, this::check);
        if (stopped) {
            cancel.run();
        }
    }

    private void check() {
        noteStandstill();
        Duration remaining = remaining();
        if (isPositive(remaining)) {
            checkIn(min(remaining, untilNextCheck));
        } else if (!stopped) {
            onSilence.run();
        }
    }

    /** The process stood still if this runs late, because of the timer or because of the callback's executor. */
    private void noteStandstill() {
        long now = timer.nanoTime();
        if (now - checkDue > NANOSECONDS.convert(untilNextCheck)) {
            stoodStillAt = now;
            stoodStill = true;
        }
    }
}
