package org.eventsource.cdi.extension.threads;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks names up in JNDI. */
final class DirectoryNaming implements Naming {

    @Override
    @SuppressWarnings("BanJNDI") // the container or its operator chooses the names
    public Optional<Object> lookup(String name) {
        try {
            return Optional.ofNullable(InitialContext.doLookup(name));
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
