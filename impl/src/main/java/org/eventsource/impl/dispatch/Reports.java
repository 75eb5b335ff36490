package org.eventsource.impl.dispatch;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.spi.ForeignText;

/**
 * Logs the failures of one piece of application code, and limits the number of lines. Failures are equal if their class
 * and their stack trace are. The first one is logged with its stack trace. After 2, 4, 8, … equal failures one line has
 * their number.
 */
public final class Reports {

    /** So many different failures are counted by themselves. All further ones are counted together. */
    private static final int MAX = 16;

    private static final int OTHERS = 0;

    private final Map<Integer, Long> counts = new ConcurrentHashMap<>();

    /**
     * Logs a failure at level {@code WARNING}, or only counts it.
     *
     * @param what what failed, in words for people
     */
    public void log(System.Logger logger, String what, Throwable failure) {
        long count = counts.merge(key(failure), 1L, Long::sum);
        if (count == 1) {
            logger.log(WARNING, what, ForeignText.of(failure));
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
