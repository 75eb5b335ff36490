package org.eventsource.impl.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Runs application code, never on the thread that asks for it, which is not kept waiting either. */
@FunctionalInterface
public interface ApplicationExecutor {

    /** With whom to tell if the task is not run; maybe at once, maybe on another thread, which may be kept. */
    void execute(Runnable task, Consumer<RejectedExecutionException> rejected);

    /** On an executor that keeps nobody waiting. */
    static ApplicationExecutor on(Executor executor) {
        return (task, rejected) -> {
            try {
                if (isShutDown(executor)) {
                    // What some pools drop then, or run right here, without a word.
                    throw new RejectedExecutionException("the executor is shut down");
                }
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                rejected.accept(e);
            } catch (RuntimeException | Error e) {
                // Such as no thread to be had: whatever an executor throws, it has not taken the task.
                rejected.accept(new RejectedExecutionException(e));
            }
        };
    }

    private static boolean isShutDown(Executor executor) {
        try {
            return executor instanceof ExecutorService pool && pool.isShutdown();
        } catch (IllegalStateException e) {
            // A managed executor tells nobody: its life is the container's business.
            return false;
        }
    }

    /** One that tries again where there was no thread to be had, with what waits for a while before. */
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
                    // To wait takes a thread, too.
                    refusal.addSuppressed(e);
                    rejected.accept(refusal);
                }
            }
        };
    }

    /**
     * On an executor that is asked by a thread of this executor: it may keep whoever asks it, or run the task right
     * there, as some do that have no thread for it.
     */
    default ApplicationExecutor to(Executor executor) {
        ApplicationExecutor asked = on(executor);
        return (task, rejected) -> execute(() -> asked.execute(task, rejected), rejected);
    }
}
