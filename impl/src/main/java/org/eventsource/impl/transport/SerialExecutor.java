package org.eventsource.impl.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Runs tasks one at a time, in order, on whatever threads another executor has; holds none while it is idle. */
public final class SerialExecutor implements Executor {

    private final Executor executor;
    private final Consumer<RejectedExecutionException> rejected;

    /** Those that wait; also the lock. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private boolean running;

    /**
     * With what to do when the executor takes no task. One that was refused is not run; those that wait behind a
     * running one then are, by the thread at hand. The next one is another try.
     */
    public SerialExecutor(Executor executor, Consumer<RejectedExecutionException> rejected) {
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
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            forget();
            rejected.accept(e);
        } catch (RuntimeException | Error e) {
            // Such as no thread to be had: whatever an executor throws, it has not taken the task.
            forget();
            rejected.accept(new RejectedExecutionException(e));
        }
    }

    private void run() {
        do {
            runNext();
        } while (hasNext() && !isHandedOver());
    }

    private void runNext() {
        try {
            next().run();
        } catch (Throwable e) {
            if (hasNext() && !isHandedOver()) {
                forget();
            }
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

    /** Each task gives its thread back, to be fair to others that use the executor. */
    private boolean isHandedOver() {
        try {
            executor.execute(this::run);
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private void forget() {
        synchronized (tasks) {
            tasks.clear();
            running = false;
        }
    }
}
