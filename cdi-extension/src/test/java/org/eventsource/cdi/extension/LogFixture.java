package org.eventsource.cdi.extension;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    /** Returns everything that was logged, with stack traces. */
    String text() {
        StringWriter text = new StringWriter();
        PrintWriter printer = new PrintWriter(text);
        records.forEach(each -> {
            printer.println(each.getMessage());
            if (each.getThrown() != null) {
                each.getThrown().printStackTrace(printer);
            }
        });
        return text.toString();
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
