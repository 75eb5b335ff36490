package org.eventsource.impl.transport;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eventsource.impl.transport.ApplicationExecutor.Retries;

/** A task that is submitted to an executor until the executor accepts it. It runs once. */
final class RetriedTask implements Runnable {

    private final Runnable task;
    private final ApplicationExecutor executor;
    private final Retries retries;
    private final Consumer<RejectedExecutionException> rejected;
    /** Not volatile: each step follows the step before, as the executor or the timer passes the task on. */
    private int rejections;

    private volatile boolean begun;

    /** @param rejected is called if the task can be neither run nor retried */
    RetriedTask(
            Runnable task,
            ApplicationExecutor executor,
            Retries retries,
            Consumer<RejectedExecutionException> rejected) {
        this.task = task;
        this.executor = executor;
        this.retries = retries;
        this.rejected = rejected;
    }

    void submit() {
        executor.execute(this, this::rejected);
    }

    @Override
    public void run() {
        begun = true;
        if (rejections > 0) {
            retries.accepted(rejections);
        }
        task.run();
    }

    private void rejected(RejectedExecutionException cause) {
        if (begun) {
            // The executor has run the task on the submitting thread, and the task has thrown this.
            rejected.accept(cause);
            return;
        }
        rejections++;
        try {
            retries.later(this::submit, cause, rejections);
        } catch (RuntimeException | Error e) {
            // To wait needs a thread, too.
            cause.addSuppressed(e);
            rejected.accept(cause);
        }
    }
}
