package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.eventsource.impl.transport.BlockingThreads;
import org.jspecify.annotations.Nullable;

/**
 * Threads of our own, for where no container gives any: virtual ones where streams can be read on them, else daemons.
 * They work with the context class loader of whoever opened the source, and end soon after there is nothing to do, so
 * that nobody has to shut them down.
 */
final class OwnThreads implements Threads {

    /** One for all: threads that belong to a source or an application would be idle more often. */
    static final OwnThreads OWN = new OwnThreads(Runtime.version().feature());

    private static final long IDLE_SECONDS = 2;

    private final Executor executor;
    private final @Nullable ThreadFactory virtual;
    private final ThreadFactory platform = daemons("eventsource-reader");

    /** Threads as they are on that version of Java. */
    OwnThreads(int javaVersion) {
        executor = VirtualThreads.factory("eventsource-dispatch", javaVersion)
                .<Executor>map(factory -> task -> factory.newThread(task).start())
                .orElseGet(() -> new PatientThreads("eventsource-dispatch"));
        virtual = VirtualThreads.factory("eventsource-reader", javaVersion).orElse(null);
    }

    @Override
    public Executor executor() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> executor.execute(() -> {
            Thread thread = Thread.currentThread();
            thread.setContextClassLoader(loader);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(null);
            }
        });
    }

    @Override
    public BlockingThreads blocking() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadFactory factory = virtual == null ? platform : virtual;
        return new BlockingThreads(
                task -> {
                    Thread thread = factory.newThread(task);
                    thread.setContextClassLoader(loader);
                    return thread;
                },
                virtual != null);
    }

    /** As many threads as there are cores, at most: for work that never blocks. */
    static Executor bounded(String name) {
        int cores = Runtime.getRuntime().availableProcessors();
        return pool(cores, cores, new LinkedBlockingQueue<>(), name);
    }

    /** Some threads without waiting, more up to a maximum once the queue takes no task. */
    static ThreadPoolExecutor pool(int some, int max, BlockingQueue<Runnable> queue, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(some, max, IDLE_SECONDS, SECONDS, queue, daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static void endWhenIdle(ThreadPoolExecutor pool) {
        pool.setKeepAliveTime(IDLE_SECONDS, SECONDS);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Threads that keep neither the virtual machine nor, by their context, an application alive. */
    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
