package org.eventsource.demo;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The console is the demo's own: it prints the warnings of the library in its own words. Other loggers print errors
 * only.
 */
final class Logs {

    /** Kept here, as a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY = Logger.getLogger("org.eventsource");

    private Logs() {}

    static void quiet() {
        // Weld would else look for other logging systems on whatever class path Maven has given us.
        System.setProperty("org.jboss.logging.provider", "jdk");
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.SEVERE);
        root.addHandler(new OneLine());
        LIBRARY.setLevel(Level.SEVERE);
    }

    /** Writes a line to standard error, and no stack traces. */
    private static final class OneLine extends Handler {

        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
            if (isLoggable(logged)) {
                String message = formatter.formatMessage(logged);
                System.err.println(
                        logged.getLevel() + ": " + message.lines().findFirst().orElse(""));
            }
        }

        @Override
        public void flush() {
            System.err.flush();
        }

        @Override
        public void close() {}
    }
}
