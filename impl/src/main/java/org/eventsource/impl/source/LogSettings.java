package org.eventsource.impl.source;

import java.time.Duration;

/**
 * How a source writes to the log.
 *
 * @param name the source in each line; without user information and query
 * @param outageWarning how long the source may be without a connection before the first warning; zero: no warning
 * @param always whether operators read the log even if the application is notified of errors
 */
public record LogSettings(String name, Duration outageWarning, boolean always) {

    private static final Duration OUTAGE_WARNING = Duration.ofSeconds(10);

    /** For a source that an application opens by itself: the log is for what the application is not notified of. */
    public static LogSettings ofApplication(String name) {
        return new LogSettings(name, OUTAGE_WARNING, false);
    }
}
