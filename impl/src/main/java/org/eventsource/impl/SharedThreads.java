package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.eventsource.impl.rest.Readers;
import org.jspecify.annotations.Nullable;

/**
 * Threads of our own, for where no container gives any: virtual ones where the runtime has them, else daemons. They
 * work with the context class loader of whoever opened the source, and are gone soon after there is nothing to do, so
 * that nobody has to shut them down.
 */
final class SharedThreads implements Threads {

    /** For whoever needs some: threads that are there for each would be idle for more. */
    static final SharedThreads OWN = new SharedThreads();

    private static final long IDLE_SECONDS = 2;

    private final Executor dispatch = VirtualThreads.factory("eventsource-dispatch")
            .<Executor>map(factory -> task -> factory.newThread(task).start())
            .orElseGet(() -> pool(Integer.MAX_VALUE, new PatientQueue(), "eventsource-dispatch"));

    private final @Nullable ThreadFactory virtual =
            VirtualThreads.factory("eventsource-reader").orElse(null);
    private final ThreadFactory platform = daemons("eventsource-reader");

    private SharedThreads() {}

    @Override
    public Executor dispatch() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> dispatch.execute(() -> {
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
    public Readers readers() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadFactory factory = virtual == null ? platform : virtual;
        return new Readers(
                task -> {
                    Thread thread = factory.newThread(task);
                    thread.setContextClassLoader(loader);
                    return thread;
                },
                virtual != null);
    }

    /** As many threads as there are cores, at most: for work that never blocks. */
    static Executor bounded(String name) {
        return pool(Runtime.getRuntime().availableProcessors(), new LinkedBlockingQueue<>(), name);
    }

    /** A thread for each core without waiting, more up to a maximum once the queue takes no task. */
    private static ThreadPoolExecutor pool(int max, BlockingQueue<Runnable> queue, String name) {
        int cores = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(cores, max, IDLE_SECONDS, SECONDS, queue, daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Takes a task if a thread is free within a moment. Most tasks are shorter than that: without it, ten thousand
     * streams that open at once start five thousand threads. One that blocks costs the next task that moment, and has a
     * thread more then.
     */
    private static final class PatientQueue extends SynchronousQueue<Runnable> {

        private static final long serialVersionUID = 1;

        private static final long MILLIS = 1;

        @Override
        public boolean offer(Runnable task) {
            try {
                return offer(task, MILLIS, MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
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
