package org.eventsource.itests.operators.application;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records what the library logs of the application's streams, at all levels. */
@ApplicationScoped
public class LogLines {

    /** This field holds the logger, because the log manager does not. */
    private final Logger logger = Logger.getLogger("org.eventsource.stream");

    private final Lines lines = new Lines();
    private @Nullable Level before;

    void begin(@Observes @Priority(1) Startup start) {
        before = logger.getLevel();
        logger.setLevel(Level.FINE);
        logger.addHandler(lines);
    }

    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stop) {
        logger.removeHandler(lines);
        logger.setLevel(before);
    }

    /** Returns the lines of one stream. */
    List<String> lines(String key) {
        return lines.all.stream()
                .filter(line -> line.contains("stream \"" + key + "\""))
                .toList();
    }

    private static final class Lines extends Handler {

        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            Object[] parameters = entry.getParameters();
            String text = entry.getMessage();
            all.add(parameters == null || parameters.length == 0 ? text : MessageFormat.format(text, parameters));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
