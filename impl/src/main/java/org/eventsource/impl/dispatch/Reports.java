package org.eventsource.impl.dispatch;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which failures of a listener were told of: one that fails at every event shall not flood the log. */
public final class Reports {

    /** Beyond this many different failures of one listener the log says nothing new. */
    private static final int MAX = 16;

    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    public boolean isNew(Throwable failure) {
        int stack = 31 * failure.getClass().hashCode() + Arrays.hashCode(failure.getStackTrace());
        return seen.size() < MAX && seen.add(stack);
    }
}
