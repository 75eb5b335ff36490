package org.eventsource.impl.source;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a source writes to the log.
 *
 * @param name the name of the source in each line, without user information and query
 * @param outageWarning the time without a connection until the first warning; zero: no warning
 * @param always whether lines for operators are written even if the application is notified of errors
 * @param everOpened whether operators know that the stream was open; sources of one stream may share it
 */
public record LogSettings(String name, Duration outageWarning, boolean always, AtomicBoolean everOpened) {

    /** The name of the logger for all messages about one stream. */
    public static final String LOGGER_NAME = "org.eventsource.stream";

    private static final Duration OUTAGE_WARNING = Duration.ofSeconds(10);

    public LogSettings(String name, Duration outageWarning, boolean always) {
        this(name, outageWarning, always, new AtomicBoolean());
    }

    /** Returns the settings of a source that an application opens. The log then has what no listener is notified of. */
    public static LogSettings ofApplication(String name) {
        return new LogSettings(name, OUTAGE_WARNING, false);
    }
}
