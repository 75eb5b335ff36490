package org.eventsource.impl.jdk;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eventsource.impl.transport.ApplicationExecutor;

/**
 * Runs tasks one at a time: in order on the threads of an executor, or on the caller's thread while it is idle. Then it
 * occupies no thread.
 */
final class SerialExecutor implements Executor {

    /** For how long tasks may follow each other before the next one is submitted: as long as a few dozen reads take. */
    static final long SHARE_NANOS = 1_000_000;

    private final ApplicationExecutor executor;
    private final Consumer<RejectedExecutionException> rejected;
    private final LongSupplier nanoTime;

    /** The tasks that wait. It is also the lock. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private boolean running;

    /**
     * An executor without tasks.
     *
     * @param rejected is called if the executor rejects a task, which is then not run. If tasks wait behind a running
     *     task of the executor, they run on the thread of that task instead. A later task is submitted again
     * @param nanoTime returns the time in nanoseconds from any point in time
     */
    SerialExecutor(ApplicationExecutor executor, Consumer<RejectedExecutionException> rejected, LongSupplier nanoTime) {
        this.executor = executor;
        this.rejected = rejected;
        this.nanoTime = nanoTime;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            submit();
        } catch (RuntimeException | Error e) {
            // The caller learns it, and the task must not run later.
            synchronized (tasks) {
                tasks.remove(task);
            }
            throw e;
        }
    }

    private void submit() {
        try {
            executor.execute(this::run, e -> {
                // Tasks that come meanwhile are dropped, too: they would leave out the rejected one.
                try {
                    rejected.accept(e);
                } finally {
                    forget();
                }
            });
        } catch (RuntimeException | Error e) {
            // For example, there is no memory. What waits is submitted with the next task.
            synchronized (tasks) {
                running = false;
            }
            throw e;
        }
    }

    /**
     * Runs a task on this thread if no task runs or waits. Tasks that come meanwhile run on the executor.
     *
     * @return false if a task runs or waits; this one did not run
     */
    boolean tryRun(Runnable task) {
        synchronized (tasks) {
            if (running || !tasks.isEmpty()) {
                return false;
            }
            running = true;
        }
        try {
            task.run();
        } finally {
            if (hasNext()) {
                submit();
            }
        }
        return true;
    }

    /**
     * Runs the tasks that wait. A submission costs more than a short task, so tasks follow each other on one thread.
     * When they have had it for a while, the next one is submitted, so that others get a share of the threads.
     */
    private void run() {
        long began = nanoTime.getAsLong();
        try {
            do {
                next().run();
            } while (waits() && nanoTime.getAsLong() - began < SHARE_NANOS);
        } finally {
            if (hasNext()) {
                submitOrRunAll();
            }
        }
    }

    private void submitOrRunAll() {
        try {
            executor.execute(this::run, refusal -> runAll());
        } catch (RuntimeException | Error e) {
            if (!waits()) {
                // A task has thrown this on this thread.
                throw e;
            }
            // For example, there is no memory. Nothing else would run what waits.
            runAll();
        }
    }

    private void runAll() {
        try {
            do {
                next().run();
            } while (hasNext());
        } catch (Throwable e) {
            forget();
            throw e;
        }
    }

    private Runnable next() {
        synchronized (tasks) {
            return tasks.remove();
        }
    }

    private boolean waits() {
        synchronized (tasks) {
            return !tasks.isEmpty();
        }
    }

    /** Returns whether a task waits. If none does, the next task is submitted. */
    private boolean hasNext() {
        synchronized (tasks) {
            running = !tasks.isEmpty();
            return running;
        }
    }

    private void forget() {
        synchronized (tasks) {
            tasks.clear();
            running = false;
        }
    }
}
