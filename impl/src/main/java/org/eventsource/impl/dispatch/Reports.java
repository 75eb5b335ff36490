package org.eventsource.impl.dispatch;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs the failures of one piece of application code without flooding the log. The first failure of a class at a place
 * is logged with its stack trace. When it has come 2, 4, 8, … times, one line says how often.
 */
public final class Reports {

    /** Failures beyond this many different ones are counted together. */
    private static final int MAX = 16;

    private static final int OTHERS = 0;

    private final Map<Integer, Long> counts = new ConcurrentHashMap<>();

    /**
     * Logs a failure at level {@code WARNING}, unless it has come too often to be news.
     *
     * @param what what failed, in words for people
     */
    public void log(System.Logger logger, String what, Throwable failure) {
        long count = counts.merge(key(failure), 1L, Long::sum);
        if (count == 1) {
            logger.log(WARNING, what, failure);
        } else if (Long.bitCount(count) == 1) {
            logger.log(
                    WARNING,
                    "%s: %s (%d times by now)"
                            .formatted(what, failure.getClass().getName(), count));
        }
    }

    private Integer key(Throwable failure) {
        Integer key = 31 * failure.getClass().hashCode() + Arrays.hashCode(failure.getStackTrace());
        return counts.containsKey(key) || counts.size() < MAX ? key : OTHERS;
    }
}
