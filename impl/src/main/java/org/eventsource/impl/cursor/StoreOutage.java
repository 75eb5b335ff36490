package org.eventsource.impl.cursor;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eventsource.spi.ForeignText;

/**
 * Logs that the store of a cursor does not answer: immediately, after ten minutes, and then each hour. Logs once that
 * it answers again. Safe for use by many threads.
 */
final class StoreOutage {

    private static final Duration SECOND_WARNING = Duration.ofMinutes(10);
    private static final Duration LATER_WARNINGS = Duration.ofHours(1);

    private final String source;
    private final LongSupplier nanoTime;
    private final System.Logger logger;
    private int failures;
    private int warnings;
    private long since;
    private long warnedAt;

    /**
     * @param source the name of the source in the log
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    StoreOutage(String source, LongSupplier nanoTime, System.Logger logger) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.logger = logger;
    }

    /** A call of the store failed, and is repeated. */
    synchronized void failed(Throwable cause) {
        long now = nanoTime.getAsLong();
        if (failures++ == 0) {
            since = now;
        }
        if (warnings == 0 || now - warnedAt >= pause().toNanos()) {
            warnings++;
            warnedAt = now;
            String what = "%s: nothing more is delivered until the store of the cursor answers".formatted(source);
            if (warnings == 1) {
                logger.log(WARNING, what, ForeignText.of(cause));
            } else {
                logger.log(WARNING, "%s; it has failed %d times in %d s".formatted(what, failures, seconds(now)));
            }
        }
    }

    private Duration pause() {
        return warnings == 1 ? SECOND_WARNING : LATER_WARNINGS;
    }

    private long seconds(long now) {
        return Duration.ofNanos(now - since).toSeconds();
    }

    /** Returns whether the last call of the store has failed. */
    synchronized boolean isRunning() {
        return failures > 0;
    }

    /** A call of the store has succeeded. */
    synchronized void answered() {
        if (failures > 0) {
            logger.log(
                    INFO,
                    "%s: the store of the cursor answers again after %d s and %d failures"
                            .formatted(source, seconds(nanoTime.getAsLong()), failures));
            failures = 0;
            warnings = 0;
        }
    }
}
