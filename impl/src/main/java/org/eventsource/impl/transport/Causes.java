package org.eventsource.impl.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The chain of causes of a failure, which begins with the failure itself. */
public final class Causes {

    private Causes() {}

    public static boolean contain(Throwable failure, Class<? extends Throwable> type) {
        return all(failure).stream().anyMatch(type::isInstance);
    }

    /** Returns the chain of causes, from the failure on. */
    public static List<Throwable> all(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        // Causes may form a circle.
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }
}
