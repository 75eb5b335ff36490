package org.eventsource.cdi.extension.threads;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** JNDI. */
final class DirectoryNaming implements Naming {

    @Override
    @SuppressWarnings("BanJNDI") // names are the container's or its operator's
    public Optional<Object> lookup(String name) {
        try {
            return Optional.ofNullable(InitialContext.doLookup(name));
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
