package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that may block, on few threads. It never blocks the submitting thread, and a task waits only a short time
 * for a thread.
 *
 * <p>Most tasks are short. If each task that finds no free thread got a new one, ten thousand streams that open at the
 * same time would start five thousand threads. So there is one thread for each core at first. While tasks wait, a check
 * runs every millisecond. If no task has begun since the previous check, the threads are blocked, and their number is
 * doubled. If tasks wait although others begin, every tenth check adds one thread.
 */
final class PatientThreads implements Executor {

    private static final long CHECK_MILLIS = 1;

    /** After so many checks with waiting tasks, one more thread is started, although tasks begin. */
    private static final int CHECKS_PER_THREAD = 10;

    private final int few = Runtime.getRuntime().availableProcessors();
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor scheduler;
    private final AtomicBoolean checking = new AtomicBoolean();

    /** The first waiting task at the previous check. Used by the check only. */
    private @Nullable Runnable first;

    private int checks;

    PatientThreads(String name) {
        threads = OwnThreads.pool(few, Integer.MAX_VALUE, waiting, name);
        scheduler = new ScheduledThreadPoolExecutor(1, OwnThreads.daemons(name));
        OwnThreads.endWhenIdle(scheduler);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
        if (waiting.isEmpty()) {
            return;
        }
        try {
            startChecks();
        } catch (RuntimeException | Error e) {
            // There is no thread for the check. Rejects the task, unless it has begun.
            if (waiting.remove(task)) {
                throw e;
            }
        }
    }

    private void startChecks() {
        if (checking.compareAndSet(false, true)) {
            try {
                checkLater();
            } catch (RuntimeException | Error e) {
                checking.set(false);
                throw e;
            }
        }
    }

    private void checkLater() {
        var unused = scheduler.schedule(this::check, CHECK_MILLIS, MILLISECONDS);
    }

    private void check() {
        Runnable firstNow = waiting.peek();
        if (firstNow == null) {
            stopChecks();
            return;
        }
        checks++;
        if (firstNow == first) {
            start(threads.getPoolSize());
        } else if (checks % CHECKS_PER_THREAD == 0) {
            start(1);
        }
        first = firstNow;
        checkLater();
    }

    private void start(int more) {
        try {
            threads.setCorePoolSize(threads.getPoolSize() + more);
        } catch (OutOfMemoryError e) {
            // There is no memory for a thread. The tasks wait, and a later check tries again.
            checks = 0;
        }
    }

    /** No task waits. Additional threads end when they are idle, and new tasks start one thread for each core again. */
    private void stopChecks() {
        first = null;
        checks = 0;
        threads.setCorePoolSize(few);
        checking.set(false);
        if (!waiting.isEmpty()) {
            startChecks();
        }
    }
}
