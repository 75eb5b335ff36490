package org.eventsource.impl.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs tasks one at a time, in order, on whatever threads another executor has; holds none while it is idle. */
public final class SerialExecutor implements Executor {

    private final Executor executor;
    private final Consumer<RejectedExecutionException> rejected;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** With what to do when the executor takes no more tasks; those that wait are not run then. */
    public SerialExecutor(Executor executor, Consumer<RejectedExecutionException> rejected) {
        this.executor = executor;
        this.rejected = rejected;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            submit();
        }
    }

    private void submit() {
        try {
            executor.execute(this::runNext);
        } catch (RejectedExecutionException e) {
            rejected.accept(e);
        }
    }

    private void runNext() {
        try {
            tasks.remove().run();
        } finally {
            if (pending.decrementAndGet() > 0) {
                submit();
            }
        }
    }
}
