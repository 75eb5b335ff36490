package org.eventsource.impl.source;

import org.eventsource.Event;
import org.eventsource.impl.dispatch.FailureLog;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** Logs what the listeners of one source throw, and passes it to the handler of messages. To be used in turn. */
final class ListenerFailures implements FailureLog {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final String source;
    private boolean repeats;
    private @Nullable Throwable first;

    /** @param source the name of the source in the log */
    ListenerFailures(String source) {
        this.source = source;
    }

    /** A message is delivered, which is delivered again if a listener fails. */
    void begin() {
        repeats = true;
        first = null;
    }

    /** The message was delivered. Returns the first failure of a listener; null: there was none. */
    @Nullable
    Throwable end() {
        repeats = false;
        return first;
    }

    @Override
    public void listenerFailed(Event event, Throwable failure, Reports reports) {
        if (repeats && first == null) {
            first = failure;
        }
        String what = repeats
                ? "%s: a listener failed at an event of type \"%s\"; the message is delivered again"
                : "%s: a listener failed at an event of type \"%s\"; the stream goes on";
        reports.log(LOGGER, what.formatted(source, ForeignText.of(event.type())), failure);
    }
}
