package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eventsource.spi.ForeignText;

/**
 * Runs every task in a context, or without it if the context rejects the task. The caller cannot be notified of a
 * rejected task, and a stream that loses a task may not call listeners any more. A rejection may be temporary:
 * GlassFish rejects tasks for some moments before an application counts as deployed. Such a task is retried for one
 * second.
 */
final class PatientContext implements Executor {

    private static final System.Logger LOGGER = System.getLogger(PatientContext.class.getPackageName());
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Executor context;
    private final Executor without;
    private final AtomicBoolean refuses = new AtomicBoolean();

    /**
     * @param context runs tasks on the submitting thread
     * @param without runs tasks that the context rejects, on the submitting thread
     */
    PatientContext(Executor context, Executor without) {
        this.context = context;
        this.without = without;
    }

    @Override
    public void execute(Runnable task) {
        AtomicBoolean begun = new AtomicBoolean();
        long start = System.nanoTime();
        while (true) {
            try {
                context.execute(() -> {
                    begun.set(true);
                    refuses.set(false);
                    task.run();
                });
                return;
            } catch (RuntimeException | Error e) {
                if (begun.get()) {
                    throw e;
                }
                if (isOver(start)) {
                    logOnce(e);
                    without.execute(task);
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Returns true if the task is not retried. Then one second has passed, or the thread is interrupted, or the context
     * has accepted no task since the retries of an earlier task ended.
     */
    private boolean isOver(long start) {
        return refuses.get()
                || System.nanoTime() - start >= PATIENCE.toNanos()
                || Thread.currentThread().isInterrupted();
    }

    private void logOnce(Throwable refusal) {
        if (!refuses.getAndSet(true)) {
            LOGGER.log(
                    WARNING,
                    "java:comp/DefaultContextService refuses the context of the application's start: tasks of streams"
                            + " run with the application's class loader alone, without its names and its identity",
                    ForeignText.of(refusal));
        }
    }
}
