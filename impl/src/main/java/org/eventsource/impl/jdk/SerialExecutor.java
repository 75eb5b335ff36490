package org.eventsource.impl.jdk;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eventsource.impl.transport.ApplicationExecutor;

/** Runs tasks one at a time, in order, on whatever threads an executor has; holds none while it is idle. */
final class SerialExecutor implements Executor {

    private final ApplicationExecutor executor;
    private final Consumer<RejectedExecutionException> rejected;

    /** Those that wait; also the lock. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private boolean running;

    /**
     * With what to do when the executor takes no task. One that was refused is not run; those that wait behind a
     * running one then are, by the thread at hand. The next one is another try.
     */
    SerialExecutor(ApplicationExecutor executor, Consumer<RejectedExecutionException> rejected) {
        this.executor = executor;
        this.rejected = rejected;
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
        executor.execute(this::run, e -> {
            forget();
            rejected.accept(e);
        });
    }

    /** Each task gives its thread back, to be fair to others that use the same threads. */
    private void run() {
        try {
            next().run();
        } finally {
            if (hasNext()) {
                executor.execute(this::run, refusal -> runAll());
            }
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
