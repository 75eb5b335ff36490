package org.eventsource.impl.source;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Ends a source that was without a connection for too long.
 *
 * <p>Only the time counts in which this process could connect. So the limit is checked four times. If a check comes
 * late, this process stood still, and the outage counts from then on.
 */
final class OutageLimit {

    private static final int CHECKS = 4;

    /** Without this limit, a process whose checks always come late would never give up. */
    private static final int MOST_STANDSTILLS = 3;

    private final Timer timer;
    private final Duration limit;
    private final IntConsumer onEnd;
    private Runnable cancel = () -> {};
    private boolean running;

    /** Whether the source did not give up when the time was over. */
    private boolean over;

    /** How long this outage may be. */
    private Duration allowed = Duration.ZERO;

    /** How long this outage may still be at the next check. */
    private Duration left = Duration.ZERO;

    private int standstills;

    /** The number of this outage. It grows each time that the limit begins, and with the end of an outage. */
    private int begun;

    /**
     * A limit for one outage after another.
     *
     * @param limit zero: no limit
     * @param onEnd gets a number for {@link #isOver}, on the timer's thread, and must not block
     */
    OutageLimit(Timer timer, Duration limit, IntConsumer onEnd) {
        this.timer = timer;
        this.limit = limit;
        this.onEnd = onEnd;
    }

    /**
     * An outage begins, unless it has begun before.
     *
     * @param atLeast the shortest time until the source gives up, even if the limit is shorter
     */
    synchronized void begin(Duration atLeast) {
        if (!running && !limit.isZero()) {
            running = true;
            allowed = atLeast.compareTo(limit) > 0 ? atLeast : limit;
            schedule();
        }
    }

    /** The source is about to be resumed. Its outage, if there is one, counts from now on. */
    synchronized void restart() {
        if (running) {
            cancel.run();
            schedule();
        }
    }

    /** The source may give up again. If an outage was over before, it counts from now on. */
    synchronized void restartIfOver() {
        if (over) {
            schedule();
        }
    }

    /** The outage has ended. */
    synchronized void end() {
        running = false;
        over = false;
        begun++;
        cancel.run();
    }

    /** Returns whether the outage with a number was as long as allowed. If it is, it counts no more. */
    synchronized boolean isOver(int number) {
        over |= number == begun;
        return number == begun;
    }

    private void schedule() {
        over = false;
        left = allowed;
        standstills = 0;
        begun++;
        checkLater();
    }

    private void checkLater() {
        int number = begun;
        Duration part = allowed.dividedBy(CHECKS).plusNanos(1);
        Duration time = part.compareTo(left) < 0 ? part : left;
        long latest = timer.nanoTime() + NANOSECONDS.convert(time) + NANOSECONDS.convert(part);
        cancel = timer.schedule(time, () -> check(number, time, latest));
    }

    private void check(int number, Duration time, long latest) {
        if (isReached(number, time, latest)) {
            onEnd.accept(number);
        }
    }

    private synchronized boolean isReached(int number, Duration time, long latest) {
        if (number != begun) {
            return false;
        }
        if (timer.nanoTime() - latest > 0 && standstills < MOST_STANDSTILLS) {
            standstills++;
            left = allowed;
        } else {
            left = left.minus(time);
        }
        if (!left.isZero()) {
            checkLater();
        }
        return left.isZero();
    }
}
