package org.eventsource.cdi.extension;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the container has under a name in JNDI, if there is a container and JNDI. */
final class Naming {

    private Naming() {}

    /** What is bound to a name, if it is of that type. */
    @SuppressWarnings("BanJNDI") // names are the container's or its operator's
    static <T> Optional<T> lookup(String name, Class<T> type) {
        try {
            Object bound = InitialContext.doLookup(name);
            return type.isInstance(bound) ? Optional.of(type.cast(bound)) : Optional.empty();
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
