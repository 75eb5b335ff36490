package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.eventsource.impl.transport.BlockingThreads;
import org.jspecify.annotations.Nullable;

/**
 * Threads of the library, for applications without a container. They are virtual if streams can be read on virtual
 * threads, and daemon threads otherwise. They have the context class loader of the thread that opened the source. They
 * end after 2 s without a task, so they need no shutdown.
 */
final class OwnThreads implements Threads {

    /** All sources share these threads. Threads of one source or one application would be idle more often. */
    static final OwnThreads OWN = new OwnThreads(Runtime.version().feature());

    private static final long IDLE_SECONDS = 2;

    private final Executor executor;
    private final @Nullable ThreadFactory virtual;
    private final ThreadFactory platform = daemons("eventsource-reader");

    /** Creates the threads for a version of Java. */
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

    /** Returns an executor with at most one thread for each core, for tasks that never block. */
    static Executor bounded(String name) {
        int cores = Runtime.getRuntime().availableProcessors();
        return pool(cores, cores, new LinkedBlockingQueue<>(), name);
    }

    /** Returns a pool that starts {@code some} threads first, and up to {@code max} when the queue rejects tasks. */
    static ThreadPoolExecutor pool(int some, int max, BlockingQueue<Runnable> queue, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(some, max, IDLE_SECONDS, SECONDS, queue, daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static void endWhenIdle(ThreadPoolExecutor pool) {
        pool.setKeepAliveTime(IDLE_SECONDS, SECONDS);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Returns a factory of daemon threads without a context class loader, which would retain an application. */
    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = create(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }

    /**
     * Creates the thread as a privileged action. Before Java 24 a thread holds the access control context of the thread
     * that created it, which may be the context of another application that has stopped.
     */
    @SuppressWarnings("removal") // from Java 24 on, this runs the action and does nothing else
    private static Thread create(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> new Thread(null, task, name, 0, false));
    }
}
