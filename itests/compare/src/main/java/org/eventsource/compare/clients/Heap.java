package org.eventsource.compare.clients;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The heap of this process. A figure is what is in use after a collection of all of it. */
final class Heap {

    private static final int MILLIS_BETWEEN_COLLECTIONS = 500;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Heap::daemon);
    private long most;

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "heap");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the bytes in use. From now on the heap is measured twice a second. */
    long watch() {
        long now = collect();
        var unused = clock.scheduleWithFixedDelay(
                this::collect, MILLIS_BETWEEN_COLLECTIONS, MILLIS_BETWEEN_COLLECTIONS, TimeUnit.MILLISECONDS);
        return now;
    }

    /** Returns the most bytes that were in use since {@link #watch()}, which ends. */
    synchronized long mostBytes() {
        clock.shutdown();
        collect();
        return most;
    }

    private synchronized long collect() {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        most = Math.max(most, used);
        return used;
    }
}
