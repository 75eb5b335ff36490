package org.eventsource.jdbc;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Names in JNDI. */
final class Names {

    private Names() {}

    /** Returns null if there is no such name, or no JNDI. */
    @SuppressWarnings("BanJNDI") // a name that is fixed, or is configured
    static @Nullable Object lookUp(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            return null;
        }
    }
}
