package org.eventsource.benchmarks.streams;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the limits run on: virtual threads where the runtime has them, else daemons, as with ours. */
final class Threads {

    private static final Executor EXECUTOR = executor();

    private Threads() {}

    private static Executor executor() {
        try {
            return (ExecutorService) MethodHandles.lookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "limit");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    static void start(Runnable task) {
        EXECUTOR.execute(task);
    }
}
