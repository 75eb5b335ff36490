package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that may block, on few threads. It never blocks the submitting thread, and a task waits only a short time
 * for a thread.
 *
 * <p>Most tasks are short. If each task that finds no free thread got a new one, ten thousand streams that open at the
 * same time would start five thousand threads. So there is one thread for each core at first. While more tasks wait or
 * run than these threads take, a check runs every millisecond. If no task begins during a few checks, the threads are
 * blocked, and their number is doubled. One check would not show that: on a busy machine, a thread waits for a core
 * that long. If tasks wait although others begin, every twentieth check adds one thread. When no task waits, a quarter
 * of the additional threads ends every half second.
 */
final class PatientThreads implements Executor {

    private static final long CHECK_MILLIS = 1;

    /** When tasks are checked that should find a free thread. */
    private static final long LATER_MILLIS = 50;

    /** After so many checks during which no task has begun, the threads are blocked. */
    private static final int CHECKS_OF_BLOCKED_THREADS = 4;

    /** After so many checks with waiting tasks, one more thread is started, although tasks begin. */
    private static final int CHECKS_PER_THREAD = 20;

    /** How often threads are ended that are not needed. */
    private static final long ENDING_NANOS = MILLISECONDS.toNanos(500);

    private final int few = Runtime.getRuntime().availableProcessors();
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor scheduler;
    private final AtomicBoolean checking = new AtomicBoolean();
    private final AtomicBoolean startingLater = new AtomicBoolean();

    /** How many tasks wait or run. While they are few, each of them finds a free thread, and no check is needed. */
    private final AtomicInteger unfinished = new AtomicInteger();

    /** The first waiting task at the previous check. Used by the check only. */
    private @Nullable Runnable first;

    /** How many checks in succession have found the same first task, and too few threads. */
    private int unchanged;

    private int checks;

    /** When threads were ended last. */
    private long ended = System.nanoTime();

    PatientThreads(String name) {
        this(name, new ScheduledThreadPoolExecutor(1, OwnThreads.daemons(name)));
    }

    PatientThreads(String name, ScheduledThreadPoolExecutor scheduler) {
        this.threads = OwnThreads.pool(few, Integer.MAX_VALUE, waiting, name);
        this.scheduler = scheduler;
        OwnThreads.endWhenIdle(scheduler);
    }

    @Override
    public void execute(Runnable task) {
        Runnable counted = () -> {
            try {
                task.run();
            } finally {
                unfinished.decrementAndGet();
            }
        };
        boolean findsThread = unfinished.incrementAndGet() <= few;
        try {
            threads.execute(counted);
        } catch (RuntimeException | Error e) {
            // There is no memory for a thread. The task may be in the queue nevertheless.
            waiting.remove(counted);
            unfinished.decrementAndGet();
            throw e;
        }
        if (waiting.isEmpty()) {
            return;
        }
        try {
            if (findsThread) {
                startCheckLater();
            } else {
                startChecks();
            }
        } catch (RuntimeException | Error e) {
            // There is no thread for the check. Rejects the task, unless it has begun.
            if (waiting.remove(counted)) {
                unfinished.decrementAndGet();
                throw e;
            }
        }
    }

    /** A free thread that just ends may leave a task in the queue, which would wait for a blocked thread then. */
    private void startCheckLater() {
        startOnce(startingLater, LATER_MILLIS, () -> {
            startingLater.set(false);
            if (waiting.isEmpty()) {
                endSurplus();
            } else {
                startChecks();
            }
        });
    }

    private void startChecks() {
        startOnce(checking, CHECK_MILLIS, this::check);
    }

    private void startOnce(AtomicBoolean started, long millis, Runnable action) {
        if (started.compareAndSet(false, true)) {
            try {
                var unused = scheduler.schedule(action, millis, MILLISECONDS);
            } catch (RuntimeException | Error e) {
                started.set(false);
                throw e;
            }
        }
    }

    private void check() {
        Runnable firstNow = waiting.peek();
        if (firstNow == null) {
            stopChecks();
            return;
        }
        checks++;
        boolean isShort = unfinished.get() > threads.getPoolSize();
        unchanged = isShort && firstNow == first ? unchanged + 1 : 0;
        first = firstNow;
        if (isShort) {
            startMore();
        }
        goOnChecking();
    }

    private void goOnChecking() {
        try {
            var unused = scheduler.schedule(this::check, CHECK_MILLIS, MILLISECONDS);
        } catch (Error e) {
            // There is no memory. The next task that waits starts the checks again.
            checking.set(false);
            throw e;
        }
    }

    /** There are fewer threads than tasks. Otherwise the tasks would only wait until their threads get a core. */
    private void startMore() {
        if (unchanged >= CHECKS_OF_BLOCKED_THREADS) {
            unchanged = 0;
            start(threads.getPoolSize());
        } else if (checks % CHECKS_PER_THREAD == 0) {
            start(1);
        }
    }

    private void start(int more) {
        try {
            threads.setMaximumPoolSize(Integer.MAX_VALUE);
            threads.setCorePoolSize(Math.max(threads.getCorePoolSize(), threads.getPoolSize()) + more);
        } catch (OutOfMemoryError e) {
            // There is no memory for a thread. The tasks wait, and a later check tries again.
            checks = 0;
        }
    }

    /**
     * Ends some of the threads beyond the first ones, from time to time. The pool gives tasks to all its threads in
     * turn, so under a steady load none of them is idle long enough to end by itself. Used on the scheduler's thread
     * only.
     */
    private void endSurplus() {
        int surplus = threads.getPoolSize() - few;
        long now = System.nanoTime();
        if (surplus > 0 && now - ended >= ENDING_NANOS) {
            ended = now;
            threads.setMaximumPoolSize(few + surplus * 3 / 4);
        }
    }

    /** No task waits. Additional threads end when they are idle, and new tasks start one thread for each core again. */
    private void stopChecks() {
        first = null;
        unchanged = 0;
        checks = 0;
        if (threads.getCorePoolSize() > few) {
            threads.setCorePoolSize(few);
        }
        endSurplus();
        checking.set(false);
        if (!waiting.isEmpty()) {
            startChecks();
        }
    }
}
