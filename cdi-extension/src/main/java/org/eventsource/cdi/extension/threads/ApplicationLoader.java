package org.eventsource.cdi.extension.threads;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The application's class loader: the thread's, unless that one does not know this library, as where a container starts
 * the web applications of an enterprise archive together.
 */
public final class ApplicationLoader {

    private ApplicationLoader() {}

    public static ClassLoader ofCaller() {
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        return knowsThisLibrary(callers) ? callers : ApplicationLoader.class.getClassLoader();
    }

    /** Does something as if the application did. */
    public static <T> T call(Supplier<T> action) {
        return callWith(ofCaller(), action);
    }

    /** Does something as if the application did. */
    public static void run(Runnable action) {
        call(() -> {
            action.run();
            return action;
        });
    }

    /** An executor whose tasks have the class loader that the calling thread has now. */
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
