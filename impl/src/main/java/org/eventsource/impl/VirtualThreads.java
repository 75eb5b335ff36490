package org.eventsource.impl;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, reached by reflection, as we are compiled for Java 17. */
final class VirtualThreads {

    /**
     * Java has them since 21. Until 23 a virtual thread that blocks while it owns a monitor keeps its carrier, as every
     * read of {@code HttpURLConnection} does: as many silent streams as there are cores would stop all virtual threads.
     */
    private static final int FIRST_VERSION = 24;

    private VirtualThreads() {}

    /**
     * A factory of virtual threads with that name; empty on versions of Java where streams must not be read on them.
     */
    static Optional<ThreadFactory> factory(String name, int javaVersion) {
        if (javaVersion < FIRST_VERSION) {
            return Optional.empty();
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("name", String.class).invoke(builder, name);
            // What the opener of a source inherits to its threads is no business of the source's listeners.
            builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            return Optional.of((ThreadFactory) type.getMethod("factory").invoke(builder));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
