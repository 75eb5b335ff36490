package org.eventsource.impl.source;

import java.time.Duration;

/**
 * What a source writes to the log.
 *
 * @param name the name of the source in each line, without user information and query
 * @param outageWarning the time without a connection until the first warning; zero: no warning
 * @param always whether lines for operators are written even if the application is notified of errors
 */
public record LogSettings(String name, Duration outageWarning, boolean always) {

    /** The name of the logger for all messages about one stream. */
    public static final String LOGGER_NAME = "org.eventsource.stream";

    private static final Duration OUTAGE_WARNING = Duration.ofSeconds(10);

    /** Returns the settings of a source that an application opens. The log then has what no listener is notified of. */
    public static LogSettings ofApplication(String name) {
        return new LogSettings(name, OUTAGE_WARNING, false);
    }
}
