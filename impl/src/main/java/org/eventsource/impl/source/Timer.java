package org.eventsource.impl.source;

import java.time.Duration;
import java.time.Instant;

/** The clock, and tasks that run after a delay. Tests replace it. */
public interface Timer {

    Instant now();

    /** Returns the value of a clock like {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Runs a task after a delay, on a thread that must not be blocked.
     *
     * @return cancels the task if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);
}
