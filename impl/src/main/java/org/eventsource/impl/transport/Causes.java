package org.eventsource.impl.transport;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** What is among the causes of a failure, itself included. */
public final class Causes {

    private Causes() {}

    public static boolean contain(Throwable failure, Class<? extends Throwable> type) {
        return first(failure, type).isPresent();
    }

    /** The outermost one of that type. */
    public static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        // Causes may form a circle.
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }
}
