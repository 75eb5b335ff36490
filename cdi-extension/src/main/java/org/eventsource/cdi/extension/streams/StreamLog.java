package org.eventsource.cdi.extension.streams;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.Event;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.spi.ForeignText;

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
     * Logs the failure of a listener, or only counts it.
     *
     * @param repeats whether the event is a message that is delivered again
     */
    void listenerFailed(String stream, Event event, Throwable failure, boolean repeats) {
        String what = repeats
                ? "%s: a listener failed at an event of type \"%s\"; the message is delivered again"
                : "%s: a listener failed at an event of type \"%s\"; the stream goes on";
        failures.log(LOGGER, what.formatted(stream, ForeignText.of(event.type())), failure);
    }

    /** Returns what a source of the stream logs. */
    LogSettings ofSource(String key, URI url, Duration outageWarning) {
        return new LogSettings(StreamName.of(key, url), outageWarning, true, everOpened);
    }
}
