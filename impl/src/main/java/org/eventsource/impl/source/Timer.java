package org.eventsource.impl.source;

import java.time.Duration;
import java.time.Instant;

/** Time as a port: what it is, and what is to happen later. */
public interface Timer {

    Instant now();

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Runs a task after a delay, on a thread that must not be kept.
     *
     * @return takes the task back if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);
}
