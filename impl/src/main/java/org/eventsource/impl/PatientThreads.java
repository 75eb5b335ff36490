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
 * Runs tasks that may block, on few threads. A task never waits on the thread that brings it, and it waits for a thread
 * only for moments.
 *
 * <p>Most tasks are short: with a thread for each task that finds none free, ten thousand streams that open at once
 * start five thousand threads. So there is a thread for each core first, and more when a watch sees that tasks wait: if
 * no task at all was begun for a moment, the threads are blocked, and their number is doubled; if tasks wait though
 * others begin, one is added now and then.
 */
final class PatientThreads implements Executor {

    private static final long MOMENT_MILLIS = 1;

    /** Moments with waiting tasks after which one more thread is started, though tasks begin. */
    private static final int PATIENCE = 10;

    private final int few = Runtime.getRuntime().availableProcessors();
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor watch;
    private final AtomicBoolean watching = new AtomicBoolean();

    /** Touched by the watch alone. */
    private @Nullable Runnable first;

    private int moments;

    PatientThreads(String name) {
        threads = OwnThreads.pool(few, Integer.MAX_VALUE, waiting, name);
        watch = new ScheduledThreadPoolExecutor(1, OwnThreads.daemons(name));
        OwnThreads.endWhenIdle(watch);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
        if (waiting.isEmpty()) {
            return;
        }
        try {
            keepWatch();
        } catch (RuntimeException | Error e) {
            // No thread for the watch: the caller gets the task back, unless it was begun meanwhile.
            if (waiting.remove(task)) {
                throw e;
            }
        }
    }

    private void keepWatch() {
        if (watching.compareAndSet(false, true)) {
            try {
                lookAfterAMoment();
            } catch (RuntimeException | Error e) {
                watching.set(false);
                throw e;
            }
        }
    }

    private void lookAfterAMoment() {
        var unused = watch.schedule(this::look, MOMENT_MILLIS, MILLISECONDS);
    }

    private void look() {
        Runnable firstNow = waiting.peek();
        if (firstNow == null) {
            rest();
            return;
        }
        moments++;
        if (firstNow == first) {
            start(threads.getPoolSize());
        } else if (moments % PATIENCE == 0) {
            start(1);
        }
        first = firstNow;
        lookAfterAMoment();
    }

    private void start(int more) {
        try {
            threads.setCorePoolSize(threads.getPoolSize() + more);
        } catch (OutOfMemoryError e) {
            // There are no more threads now. The tasks wait, and the next look tries again.
            moments = 0;
        }
    }

    /** Nothing waits: new tasks start no more threads than at first. Those that are there end when they are idle. */
    private void rest() {
        first = null;
        moments = 0;
        threads.setCorePoolSize(few);
        watching.set(false);
        if (!waiting.isEmpty()) {
            keepWatch();
        }
    }
}
