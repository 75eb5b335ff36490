package org.eventsource.impl.rest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of which the log says that they cannot leave a silent connection. */
final class SilentClients {

    /** Those that all sources have met. */
    static final SilentClients MET = new SilentClients();

    /** By the names of classes: an object would keep the class loader of an application. */
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Whether no client of this implementation was met before. */
    boolean isNew(String implementation) {
        return names.add(implementation);
    }
}
