package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs that nothing is delivered for a long time, because a message is not handled. Each delay is one or two lines.
 * Safe for use by many threads.
 */
final class HandlingLog {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final LogSettings settings;
    private final Timer timer;
    private final Consumer<Runnable> later;
    private final Supplier<Optional<String>> waitsFor;

    /** Null: messages are delivered. */
    private @Nullable Wait wait;

    /** A time in which nothing is delivered. */
    private final class Wait {

        private final long since = timer.nanoTime();
        private final Warnings warnings =
                new Warnings(settings.outageWarning(), timer, later, () -> warnIfNotOver(this));

        private boolean warned;

        private void warn(String what) {
            warned = true;
            LOGGER.log(
                    WARNING,
                    "%s: nothing was delivered for %s: the source waits for %s"
                            .formatted(settings.name(), length(), what));
        }

        private String length() {
            return ConnectionLog.text(Duration.ofNanos(timer.nanoTime() - since));
        }
    }

    /**
     * A log for one source.
     *
     * @param later runs a task on a thread that may block
     * @param waitsFor returns what the source waits for; empty: there are other lines about it
     */
    HandlingLog(LogSettings settings, Timer timer, Consumer<Runnable> later, Supplier<Optional<String>> waitsFor) {
        this.settings = settings;
        this.timer = timer;
        this.later = later;
        this.waitsFor = waitsFor;
    }

    /** A message is not handled. Until {@link #end} nothing is delivered. */
    synchronized void begin() {
        if (wait == null) {
            wait = new Wait();
            wait.warnings.begin();
        }
    }

    private synchronized void warnIfNotOver(Wait warnedOf) {
        if (wait == warnedOf) {
            waitsFor.get().ifPresent(warnedOf::warn);
            warnedOf.warnings.logged();
        }
    }

    /** Messages are delivered again. */
    synchronized void end() {
        if (wait != null && wait.warned) {
            LOGGER.log(INFO, "%s: the source goes on after %s".formatted(settings.name(), wait.length()));
        }
        stop();
    }

    /** The source is closed. Nothing more is logged. */
    synchronized void stop() {
        if (wait != null) {
            wait.warnings.end();
            wait = null;
        }
    }
}
