package org.eventsource.impl.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What is among the causes of a failure, itself included. */
public final class Causes {

    private Causes() {}

    public static boolean contain(Throwable failure, Class<? extends Throwable> type) {
        return all(failure).stream().anyMatch(type::isInstance);
    }

    /** From the outermost one on. */
    public static List<Throwable> all(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        // They may form a circle.
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }
}
