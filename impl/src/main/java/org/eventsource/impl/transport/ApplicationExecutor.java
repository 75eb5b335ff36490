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

    /**
     * Returns an executor that retries a task if there was no memory for a thread.
     *
     * @param later runs a task after a while
     */
    default ApplicationExecutor patient(Consumer<Runnable> later) {
        return new ApplicationExecutor() {
            @Override
            public void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
                ApplicationExecutor.this.execute(task, refusal -> {
                    if (refusal.getCause() instanceof OutOfMemoryError) {
                        tryLater(() -> execute(task, rejected), refusal, rejected);
                    } else {
                        rejected.accept(refusal);
                    }
                });
            }

            private void tryLater(
                    Runnable again, RejectedExecutionException refusal, Consumer<RejectedExecutionException> rejected) {
                try {
                    later.accept(again);
                } catch (RuntimeException | Error e) {
                    // To wait needs a thread, too.
                    refusal.addSuppressed(e);
                    rejected.accept(refusal);
                }
            }
        };
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
