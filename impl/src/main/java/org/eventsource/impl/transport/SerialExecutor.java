package org.eventsource.impl.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one at a time, in order, on whatever threads another executor has; holds none while it is idle. */
public final class SerialExecutor implements Executor {

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    public SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            executor.execute(this::runNext);
        }
    }

    private void runNext() {
        try {
            tasks.remove().run();
        } finally {
            if (pending.decrementAndGet() > 0) {
                executor.execute(this::runNext);
            }
        }
    }
}
