package org.eventsource.impl.jdk;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eventsource.impl.transport.ApplicationExecutor;

/** Runs tasks one at a time, in order, on the threads of an executor. It occupies no thread while it is idle. */
final class SerialExecutor implements Executor {

    private final ApplicationExecutor executor;
    private final Consumer<RejectedExecutionException> rejected;

    /** The tasks that wait. It is also the lock. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private boolean running;

    /**
     * An executor without tasks.
     *
     * @param rejected is called if the executor rejects a task, which is then not run. If tasks wait behind a running
     *     task, they run on the thread of that task instead. A later task is submitted again
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

    /** Runs one task. The next task is submitted again, so that others get a share of the threads. */
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
