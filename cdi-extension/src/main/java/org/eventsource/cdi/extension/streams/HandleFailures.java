package org.eventsource.cdi.extension.streams;

import org.eventsource.Event;
import org.eventsource.impl.dispatch.FailureLog;
import org.eventsource.impl.dispatch.Reports;
import org.jspecify.annotations.Nullable;

/** Logs what the listeners of one handle throw, and keeps it for a cursor. To be used in the turn of the handle. */
final class HandleFailures implements FailureLog {

    private final SharedStream stream;
    private boolean repeats;
    private @Nullable Throwable first;

    HandleFailures(SharedStream stream) {
        this.stream = stream;
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
        stream.log().listenerFailed(stream.name(), event, failure, repeats);
    }
}
