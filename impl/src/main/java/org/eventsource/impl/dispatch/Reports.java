package org.eventsource.impl.dispatch;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.eventsource.spi.ForeignText;

/**
 * Logs the failures of one piece of application code, and limits the number of lines. Failures are equal if their class
 * and their place in the application are. The first one is logged with its stack trace. After 2, 4, 8, … equal failures
 * one line has their number.
 */
public final class Reports {

    /** So many different failures are counted by themselves. All further ones are counted together. */
    private static final int MAX = 16;

    private static final int OTHERS = 0;

    private static final String LIBRARY = "org.eventsource.";

    /** After some calls, the virtual machine replaces what makes a reflective call. */
    private static final String REFLECTION = "jdk.internal.reflect.";

    private final Map<Integer, Long> counts = new ConcurrentHashMap<>();

    /**
     * Logs a failure at level {@code WARNING}, or only counts it.
     *
     * @param what what failed, in words for people
     */
    public void log(System.Logger logger, String what, Throwable failure) {
        log(logger, what, failure, UnaryOperator.identity());
    }

    /**
     * Logs a failure as {@link #log(System.Logger, String, Throwable)}. Throws only {@linkplain FatalErrors fatal
     * errors}: a failure that cannot be printed, or a log that fails, must not end what goes on.
     *
     * @param shown returns what is printed instead of the failure
     */
    public void log(System.Logger logger, String what, Throwable failure, UnaryOperator<Throwable> shown) {
        try {
            count(logger, what, failure, shown);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            logClass(logger, what, failure);
        }
    }

    /**
     * Logs a failure that is the last one of what failed, so that nothing is counted. Throws only
     * {@linkplain FatalErrors fatal errors}.
     *
     * @param what what failed, in words for people
     */
    public static void logSingle(System.Logger logger, String what, Throwable failure) {
        try {
            logger.log(WARNING, what, ForeignText.of(failure));
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            logClass(logger, what, failure);
        }
    }

    private void count(System.Logger logger, String what, Throwable failure, UnaryOperator<Throwable> shown) {
        long count = counts.merge(key(failure), 1L, Long::sum);
        if (count == 1) {
            logger.log(WARNING, what, ForeignText.of(shown.apply(failure)));
        } else if (Long.bitCount(count) == 1) {
            logger.log(
                    WARNING,
                    "%s: %s (%d times by now)"
                            .formatted(what, failure.getClass().getName(), count));
        }
    }

    private static void logClass(System.Logger logger, String what, Throwable failure) {
        try {
            logger.log(
                    WARNING,
                    "%s: %s, which cannot be printed"
                            .formatted(what, failure.getClass().getName()));
        } catch (Throwable e) {
            // There is no other place for it.
            FatalErrors.rethrow(e);
        }
    }

    private Integer key(Throwable failure) {
        Integer key = 31 * failure.getClass().hashCode() + place(failure).hashCode();
        return counts.containsKey(key) || counts.size() < MAX ? key : OTHERS;
    }

    /**
     * Returns the calls from the library's call of application code to the failure. The library's own calls before that
     * differ from message to message.
     */
    private static List<StackTraceElement> place(Throwable failure) {
        List<StackTraceElement> place = new ArrayList<>();
        boolean inApplication = false;
        for (StackTraceElement call : failure.getStackTrace()) {
            boolean isLibrary = call.getClassName().startsWith(LIBRARY);
            if (isLibrary && inApplication) {
                break;
            }
            inApplication |= !isLibrary;
            if (!call.getClassName().startsWith(REFLECTION)) {
                place.add(call);
            }
        }
        return place;
    }
}
