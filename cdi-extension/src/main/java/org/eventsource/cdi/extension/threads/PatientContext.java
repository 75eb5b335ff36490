package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A context that has every task run: who handed it over is told nothing any more, and a stream that loses one may be
 * mute for good. A refusal may pass, as in GlassFish, which refuses for some moments before an application counts as
 * deployed.
 */
final class PatientContext implements Executor {

    private static final System.Logger LOGGER = System.getLogger(PatientContext.class.getPackageName());
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Executor context;
    private final Executor without;
    private final AtomicBoolean refuses = new AtomicBoolean();

    /**
     * Both run tasks at once.
     *
     * @param without for tasks that the context refuses
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
                    tell(e);
                    without.execute(task);
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Nobody waits again for what has refused in vain, until it does not; nor can who is interrupted. */
    private boolean isOver(long start) {
        return refuses.get()
                || System.nanoTime() - start >= PATIENCE.toNanos()
                || Thread.currentThread().isInterrupted();
    }

    private void tell(Throwable refusal) {
        if (!refuses.getAndSet(true)) {
            LOGGER.log(
                    WARNING,
                    "java:comp/DefaultContextService refuses the context of the application's start: tasks of streams"
                            + " run with the application's class loader alone, without its names and its identity",
                    refusal);
        }
    }
}
