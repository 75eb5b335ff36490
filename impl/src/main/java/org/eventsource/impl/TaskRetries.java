package org.eventsource.impl;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.transport.ApplicationExecutor.Retries;
import org.eventsource.spi.ForeignText;

/**
 * Retries the tasks of the sources of one application. If a task waits for 10 s, one line is logged for all of them, as
 * the streams deliver nothing meanwhile.
 */
final class TaskRetries implements Retries {

    static final Duration PAUSE = Duration.ofMillis(100);

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);
    private static final int LOGGED_AFTER = 100;

    private final Consumer<Runnable> afterPause;
    private final AtomicBoolean logged = new AtomicBoolean();

    /** @param afterPause runs a task after {@link #PAUSE}, or never if all sources are closed */
    TaskRetries(Consumer<Runnable> afterPause) {
        this.afterPause = afterPause;
    }

    @Override
    public void later(Runnable again, RejectedExecutionException cause, int rejections) {
        if (rejections == LOGGED_AFTER && !logged.getAndSet(true)) {
            LOGGER.log(
                    WARNING,
                    "Tasks of streams wait for a thread: the executor of the container has rejected them for %d s"
                            .formatted(PAUSE.multipliedBy(rejections).toSeconds()),
                    ForeignText.of(cause));
        }
        afterPause.accept(again);
    }

    @Override
    public void accepted(int rejections) {
        if (rejections >= LOGGED_AFTER && logged.getAndSet(false)) {
            LOGGER.log(INFO, "Tasks of streams have a thread again");
        }
    }
}
