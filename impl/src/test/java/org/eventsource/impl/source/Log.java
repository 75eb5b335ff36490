package org.eventsource.impl.source;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eventsource.itests.support.Patience;

/** Captures what sources log until it is closed. The lines are printed nowhere else. */
final class Log extends Handler implements AutoCloseable {

    /** A strong reference: the log manager has only a weak one. */
    private final Logger logger = Logger.getLogger(LogSettings.LOGGER_NAME);

    private final BlockingQueue<LogRecord> errors = new LinkedBlockingQueue<>();
    private final Consumer<LogRecord> first;

    Log() {
        this(entry -> {});
    }

    /**
     * A log.
     *
     * @param first receives each entry first
     */
    Log(Consumer<LogRecord> first) {
        this.first = first;
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    @Override
    public void publish(LogRecord entry) {
        first.accept(entry);
        if (entry.getLevel() == Level.SEVERE) {
            errors.add(entry);
        }
    }

    /** Returns the next entry at ERROR, which must exist within {@link Patience#LIMIT}. */
    LogRecord nextError() throws InterruptedException {
        LogRecord entry = errors.poll(Patience.LIMIT.toMillis(), MILLISECONDS);
        if (entry == null) {
            throw new AssertionError("no error was logged within " + Patience.LIMIT);
        }
        return entry;
    }

    /** Returns the entries that the test has not read. */
    List<LogRecord> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.setUseParentHandlers(true);
        logger.removeHandler(this);
    }
}
