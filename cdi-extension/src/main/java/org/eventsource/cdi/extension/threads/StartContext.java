package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The context of the application's start, where the container has such a thing. Managed threads work in the context of
 * whoever hands them a task, which is a client's thread here, and not the application's.
 */
final class StartContext {

    private static final System.Logger LOGGER = System.getLogger(StartContext.class.getPackageName());

    /** Runs tasks at once, in the context. */
    private final @Nullable Executor context;

    private StartContext(@Nullable Executor context) {
        this.context = context;
    }

    /** What the calling thread has now. The API may be the server's alone, or another than the application's. */
    static StartContext ofCaller() {
        try {
            return new StartContext(Naming.lookup("java:comp/DefaultContextService", Object.class)
                    .flatMap(ManagedContext::ofCaller)
                    .map(context -> new PatientContext(context, ApplicationLoader.ofCaller(Runnable::run)))
                    .orElse(null));
        } catch (LinkageError e) {
            LOGGER.log(DEBUG, "No context by Jakarta Concurrency: " + e);
            return new StartContext(null);
        }
    }

    /** The executor, with its tasks in this context. */
    Executor tasksOf(Executor executor) {
        Executor start = context;
        return start == null ? executor : task -> handOver(executor, () -> start.execute(task));
    }

    /**
     * Without the caller's class loader, which the task has no need of: a thread that is made for it would have it for
     * good, and work for others when the application is gone.
     */
    private static void handOver(Executor executor, Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader outer = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            executor.execute(task);
        } finally {
            thread.setContextClassLoader(outer);
        }
    }

    /** The factory, with the tasks of its threads in this context. */
    ThreadFactory threadsOf(ThreadFactory factory) {
        Executor start = context;
        return start == null ? factory : task -> factory.newThread(() -> start.execute(task));
    }
}
