package org.eventsource.impl;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, where the runtime has them: Java 21 and newer, reached by reflection as we are compiled for 17. */
final class VirtualThreads {

    private VirtualThreads() {}

    /** A factory of virtual threads with that name, if there can be any. */
    static Optional<ThreadFactory> factory(String name) {
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
