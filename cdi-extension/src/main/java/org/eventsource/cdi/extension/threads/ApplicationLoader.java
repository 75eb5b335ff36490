package org.eventsource.cdi.extension.threads;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Finds the application's class loader. It is the thread's context class loader if that one can load this library. It
 * cannot where a container starts the web applications of an enterprise archive together. In that case the class loader
 * of this library is used.
 */
public final class ApplicationLoader {

    private ApplicationLoader() {}

    public static ClassLoader ofCaller() {
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        return knowsThisLibrary(callers) ? callers : ApplicationLoader.class.getClassLoader();
    }

    /** Calls an action with the application's class loader as the context class loader. */
    public static <T> T call(Supplier<T> action) {
        return callWith(ofCaller(), action);
    }

    /** Runs an action with the application's class loader as the context class loader. */
    public static void run(Runnable action) {
        call(() -> {
            action.run();
            return action;
        });
    }

    /** Returns an executor whose tasks run with the class loader that the calling thread has now. */
    public static Executor ofCaller(Executor executor) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> executor.execute(() -> callWith(loader, () -> {
            task.run();
            return task;
        }));
    }

    private static <T> T callWith(ClassLoader loader, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader outer = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(outer);
        }
    }

    public static boolean knowsThisLibrary(ClassLoader loader) {
        try {
            return Class.forName(ApplicationLoader.class.getName(), false, loader) == ApplicationLoader.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
