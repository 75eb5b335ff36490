package org.eventsource.cdi.extension.streams;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.dispatch.ListenerFailures;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.impl.source.LogSettings;

/**
 * What the log has of the handles of one key. They share it, because a program may open a handle for each request, and
 * each line is written once.
 */
final class StreamLog {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final Reports failures;

    /** Whether the log has the line that the stream is open. */
    private final AtomicBoolean everOpened = new AtomicBoolean();

    StreamLog() {
        this(new Reports());
    }

    private StreamLog(Reports failures) {
        this.failures = failures;
    }

    /** Returns the log of a handle with a URL of its own: its path has values that were given at run time. */
    StreamLog ofUrl() {
        return new StreamLog(failures);
    }

    /**
     * Returns what logs the failures of the listeners of one handle.
     *
     * @param stream the name of the stream in the log
     */
    ListenerFailures ofListeners(String stream) {
        return new ListenerFailures(LOGGER, stream, failures);
    }

    /** Returns what a source of the stream logs. */
    LogSettings ofSource(String key, URI url, Duration outageWarning) {
        return new LogSettings(StreamName.of(key, url), outageWarning, true, everOpened);
    }
}
