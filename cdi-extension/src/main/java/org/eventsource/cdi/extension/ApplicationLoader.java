package org.eventsource.cdi.extension;

import java.util.function.Supplier;

/**
 * The application's class loader: the thread's, unless that one does not know this library, as where a container starts
 * the web applications of an enterprise archive together.
 */
final class ApplicationLoader {

    private ApplicationLoader() {}

    /** Does something as if the application did. */
    static <T> T call(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader outer = thread.getContextClassLoader();
        if (knowsThisLibrary(outer)) {
            return action.get();
        }
        thread.setContextClassLoader(ApplicationLoader.class.getClassLoader());
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(outer);
        }
    }

    private static boolean knowsThisLibrary(ClassLoader loader) {
        try {
            return Class.forName(ApplicationLoader.class.getName(), false, loader) == ApplicationLoader.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
