package org.eventsource.cdi.extension.threads;

import java.util.Optional;

/** Looks up the container's objects by name. */
@FunctionalInterface
interface Naming {

    Optional<Object> lookup(String name);

    /** Returns the object that is bound to a name in JNDI, if it has that type. */
    static <T> Optional<T> lookup(String name, Class<T> type) {
        return find().lookup(name).filter(type::isInstance).map(type::cast);
    }

    /**
     * Returns JNDI, or a lookup that finds nothing if there is no JNDI. The class is loaded by name, because a Java
     * runtime may lack the module of JNDI.
     */
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
