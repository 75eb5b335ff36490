package org.eventsource.impl.source;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Barks once nothing was heard for a time. A zero limit: never.
 *
 * <p>Only silence of the server counts. A process that was stopped, or starved of processor time, may find the time to
 * be up when what the server sent meanwhile is not yet read. So the watchdog looks several times within the limit. If a
 * look comes late, this process stood still: then there is time to read before the watchdog may bark.
 */
final class Watchdog {

    private static final int LOOKS = 4;
    private static final Duration LONGEST_TIME_TO_READ = Duration.ofSeconds(1);

    /** A process that is never in time would otherwise never see a dead server. */
    private static final int MOST_DELAYS = 3;

    private final Timer timer;
    private final Duration limit;
    private final Runnable bark;
    private final Duration untilNextLook;

    /** How long what came during a standstill has to be read. */
    private final Duration timeToRead;

    private final AtomicInteger delays = new AtomicInteger();
    private volatile long lookDue;
    private volatile boolean stoodStill;
    private volatile long stoodStillAt;
    private volatile long lastHeard;
    private volatile boolean stopped;
    private volatile Runnable cancel = () -> {};

    /** With what to do when it barks, on a thread that must not be kept. */
    Watchdog(Timer timer, Duration limit, Runnable bark) {
        this.timer = timer;
        this.limit = limit;
        this.bark = bark;
        this.untilNextLook = limit.dividedBy(LOOKS);
        this.timeToRead = min(limit, LONGEST_TIME_TO_READ);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    Watchdog start() {
        hear();
        if (!limit.isZero()) {
            watch(min(limit, untilNextLook));
        }
        return this;
    }

    /** Costs nothing where nobody is waiting for it: a clock, and writes that others see, for each read. */
    void hear() {
        if (!limit.isZero()) {
            lastHeard = timer.nanoTime();
            delays.set(0);
        }
    }

    /** Whether nothing was heard for that long, at this moment, though there was time to read. */
    boolean isSilent() {
        if (stopped || isPositive(remaining())) {
            return false;
        }
        noteStandstill();
        boolean hadTimeToRead = !stoodStill || timer.nanoTime() - stoodStillAt >= timeToRead.toNanos();
        return hadTimeToRead || delays.getAndIncrement() >= MOST_DELAYS;
    }

    /** Looks again later, after {@link #isSilent} has said no. */
    void watchOn() {
        Duration remaining = remaining();
        watch(isPositive(remaining) ? min(remaining, untilNextLook) : timeToRead);
    }

    void stop() {
        stopped = true;
        cancel.run();
    }

    private Duration remaining() {
        return limit.minusNanos(timer.nanoTime() - lastHeard);
    }

    private static boolean isPositive(Duration time) {
        return !time.isZero() && !time.isNegative();
    }

    private void watch(Duration time) {
        lookDue = timer.nanoTime() + NANOSECONDS.convert(time);
        cancel = timer.schedule(time, this::look);
        if (stopped) {
            cancel.run();
        }
    }

    private void look() {
        noteStandstill();
        Duration remaining = remaining();
        if (isPositive(remaining)) {
            watch(min(remaining, untilNextLook));
        } else if (!stopped) {
            bark.run();
        }
    }

    /** By the scheduler's delay, or that of whatever runs the bark. */
    private void noteStandstill() {
        long now = timer.nanoTime();
        if (now - lookDue > NANOSECONDS.convert(untilNextLook)) {
            stoodStillAt = now;
            stoodStill = true;
        }
    }
}
