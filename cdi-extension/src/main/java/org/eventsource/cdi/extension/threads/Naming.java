package org.eventsource.cdi.extension.threads;

import java.util.Optional;

/** What the container has under names. */
@FunctionalInterface
interface Naming {

    Optional<Object> lookup(String name);

    /** What is bound to a name in JNDI, if it is of that type. */
    static <T> Optional<T> lookup(String name, Class<T> type) {
        return find().lookup(name).filter(type::isInstance).map(type::cast);
    }

    /** JNDI where there is one, reached by name as a runtime may have been made without. */
    private static Naming find() {
        try {
            return Class.forName(Naming.class.getPackageName() + ".DirectoryNaming")
                    .asSubclass(Naming.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return name -> Optional.empty();
        }
    }
}
