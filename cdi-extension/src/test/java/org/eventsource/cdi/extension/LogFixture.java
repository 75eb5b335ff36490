package org.eventsource.cdi.extension;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what the library logs. */
final class LogFixture extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    LogFixture() {
        this("org.eventsource");
    }

    LogFixture(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    List<String> messages() {
        return records.stream()
                .map(each -> each.getLevel() + " " + each.getMessage())
                .toList();
    }

    /** Returns the messages that were logged with a stack trace. */
    List<String> traced() {
        return records.stream()
                .filter(each -> each.getThrown() != null)
                .map(LogRecord::getMessage)
                .toList();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
