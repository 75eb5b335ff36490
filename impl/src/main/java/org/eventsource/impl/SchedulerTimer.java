package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import org.eventsource.impl.source.Timer;

/** The clock of the machine, and one thread that starts all tasks. */
final class SchedulerTimer implements Timer {

    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(1, OwnThreads.daemons("eventsource-timer"), new DiscardPolicy());

    SchedulerTimer() {
        scheduler.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Future<?> scheduled = scheduler.schedule(task, NANOSECONDS.convert(delay), NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Drops all scheduled tasks. */
    void stop() {
        scheduler.shutdownNow();
    }
}
