package org.eventsource.impl;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Virtual threads. They are created by reflection, because this library is compiled for Java 17. */
final class VirtualThreads {

    /**
     * Java has virtual threads since 21. Until 23 a virtual thread that blocks while it owns a monitor occupies its
     * carrier thread. Every read of {@code HttpURLConnection} does so. One silent stream for each core would then stop
     * all virtual threads.
     */
    private static final int FIRST_VERSION = 24;

    private VirtualThreads() {}

    /**
     * Returns a factory of virtual threads with that name; empty on a version of Java on which streams must not be read
     * on virtual threads.
     */
    static Optional<ThreadFactory> factory(String name, int javaVersion) {
        if (javaVersion < FIRST_VERSION) {
            return Optional.empty();
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("name", String.class).invoke(builder, name);
            // Listeners must not see the inheritable thread locals of the thread that opened the source.
            builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            return Optional.of((ThreadFactory) type.getMethod("factory").invoke(builder));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
