package org.eventsource.testing.server.upstream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records what the library logs of the application's streams at INFO or above, one line for each log record. */
@ApplicationScoped
public class StreamLines {

    /** This field holds the logger, because the log manager does not. */
    private final Logger logger = Logger.getLogger("org.eventsource.stream");

    private final Lines lines = new Lines();

    void begin(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object start) {
        logger.addHandler(lines);
    }

    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stop) {
        logger.removeHandler(lines);
    }

    List<String> lines() {
        return List.copyOf(lines.all);
    }

    private static final class Lines extends Handler {

        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                Object[] parameters = entry.getParameters();
                String text = entry.getMessage();
                all.add(entry.getLevel() + " "
                        + (parameters == null || parameters.length == 0
                                ? text
                                : MessageFormat.format(text, parameters)));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
