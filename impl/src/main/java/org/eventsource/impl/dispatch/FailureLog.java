package org.eventsource.impl.dispatch;

import org.eventsource.Event;

/** Logs everything that a listener throws. */
@FunctionalInterface
public interface FailureLog {

    /**
     * A listener failed.
     *
     * @param reports the earlier failures of this listener
     */
    void listenerFailed(Event event, Throwable failure, Reports reports);
}
