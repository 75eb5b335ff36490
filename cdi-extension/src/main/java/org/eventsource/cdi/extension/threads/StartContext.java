package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The context of the application's start, if the container provides one. Managed threads work in the context of the
 * thread that submits a task. That thread belongs to an HTTP client, not to the application.
 */
final class StartContext {

    private static final System.Logger LOGGER = System.getLogger(StartContext.class.getPackageName());

    /** Runs tasks on the submitting thread, in the context. */
    private final @Nullable Executor context;

    private StartContext(@Nullable Executor context) {
        this.context = context;
    }

    /**
     * Captures the context of the calling thread. The API may exist only in the server, or in another version than the
     * application's.
     */
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

    /** Returns an executor whose tasks run in this context. */
    Executor tasksOf(Executor executor) {
        Executor start = context;
        return start == null ? executor : task -> handOver(executor, () -> start.execute(task));
    }

    /**
     * Submits a task without the caller's class loader, which the task does not need. Otherwise a thread that is
     * created for the task would hold the class loader until its end, also while it works for others after the
     * application has stopped.
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

    /** Returns a factory whose threads work in this context. */
    ThreadFactory threadsOf(ThreadFactory factory) {
        Executor start = context;
        return start == null ? factory : task -> factory.newThread(() -> start.execute(task));
    }
}
