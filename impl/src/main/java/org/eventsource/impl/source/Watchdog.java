package org.eventsource.impl.source;

import java.time.Duration;

/** Barks once nothing was heard for a time. A zero limit: never. */
final class Watchdog {

    private final Timer timer;
    private final Duration limit;
    private final Runnable bark;
    private volatile long lastHeard;
    private volatile boolean stopped;
    private volatile Runnable cancel = () -> {};

    /** With what to do when it barks, on a thread that must not be kept. */
    Watchdog(Timer timer, Duration limit, Runnable bark) {
        this.timer = timer;
        this.limit = limit;
        this.bark = bark;
    }

    Watchdog start() {
        hear();
        if (!limit.isZero()) {
            watch(limit);
        }
        return this;
    }

    /** Costs nothing where nobody is waiting for it: a clock, and a write that others see, for each read. */
    void hear() {
        if (!limit.isZero()) {
            lastHeard = timer.nanoTime();
        }
    }

    /** Whether nothing was heard for that long, at this moment. */
    boolean isSilent() {
        return !stopped && remaining().compareTo(Duration.ZERO) <= 0;
    }

    /** After it barked at what was no silence. */
    void watchOn() {
        watch(remaining());
    }

    void stop() {
        stopped = true;
        cancel.run();
    }

    private Duration remaining() {
        return limit.minusNanos(timer.nanoTime() - lastHeard);
    }

    private void watch(Duration time) {
        cancel = timer.schedule(time, this::look);
        if (stopped) {
            cancel.run();
        }
    }

    private void look() {
        Duration remaining = remaining();
        if (remaining.compareTo(Duration.ZERO) > 0) {
            watch(remaining);
        } else if (!stopped) {
            bark.run();
        }
    }
}
