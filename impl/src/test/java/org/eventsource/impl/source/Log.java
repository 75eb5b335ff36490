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

/** What sources log while it is open, which then goes nowhere else. */
final class Log extends Handler implements AutoCloseable {

    /** Held, as the log manager does not. */
    private final Logger logger = Logger.getLogger(ConnectionLog.LOGGER_NAME);

    private final BlockingQueue<LogRecord> errors = new LinkedBlockingQueue<>();
    private final Consumer<LogRecord> first;

    Log() {
        this(entry -> {});
    }

    /** With what happens to an entry first. */
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

    /** The next entry at ERROR, which must be there within {@link Patience#LIMIT}. */
    LogRecord nextError() throws InterruptedException {
        LogRecord entry = errors.poll(Patience.LIMIT.toMillis(), MILLISECONDS);
        if (entry == null) {
            throw new AssertionError("no error was logged within " + Patience.LIMIT);
        }
        return entry;
    }

    /** Those that were not asked for. */
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
