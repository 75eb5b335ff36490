package org.eventsource.impl.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Runs application code. It never blocks the calling thread and never runs a task on it. */
@FunctionalInterface
public interface ApplicationExecutor {

    /**
     * Runs a task on another thread. If that is impossible, {@code rejected} is called, possibly later and on another
     * thread; it may block.
     */
    void execute(Runnable task, Consumer<RejectedExecutionException> rejected);

    /** Uses an executor that never blocks the submitting thread. */
    static ApplicationExecutor on(Executor executor) {
        return (task, rejected) -> {
            try {
                if (isShutDown(executor)) {
                    // Some pools then silently discard a task or run it on this thread.
                    throw new RejectedExecutionException("the executor is shut down");
                }
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                rejected.accept(e);
            } catch (RuntimeException | Error e) {
                // For example, there is no memory for a thread. The executor has not accepted the task.
                rejected.accept(new RejectedExecutionException(e));
            }
        };
    }

    private static boolean isShutDown(Executor executor) {
        try {
            return executor instanceof ExecutorService pool && pool.isShutdown();
        } catch (IllegalStateException e) {
            // A managed executor does not allow this call: the container manages its life cycle.
            return false;
        }
    }

    /** Determines when a rejected task is submitted again. Safe for use by many threads. */
    interface Retries {

        /**
         * Submits a task again after a while, or never if nobody needs it any more.
         *
         * @param rejections how often the task was rejected by now
         */
        void later(Runnable again, RejectedExecutionException cause, int rejections);

        /** A task begins that was rejected before. */
        void accepted(int rejections);
    }

    /**
     * Returns an executor that retries rejected tasks until they are accepted. It is for threads of the library and of
     * the container. These reject a task only for a time, when there is no memory for a thread or the container is
     * suspended. {@code rejected} is called only if a task cannot be retried.
     */
    default ApplicationExecutor patient(Retries retries) {
        return (task, rejected) -> new RetriedTask(task, this, retries, rejected).submit();
    }

    /**
     * Returns an executor that submits tasks to {@code executor} on a thread of this one. So {@code executor} may block
     * the submitting thread or run a task on it.
     */
    default ApplicationExecutor to(Executor executor) {
        ApplicationExecutor asked = on(executor);
        return (task, rejected) -> execute(() -> asked.execute(task, rejected), rejected);
    }
}
