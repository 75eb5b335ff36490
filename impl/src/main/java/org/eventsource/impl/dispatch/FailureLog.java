package org.eventsource.impl.dispatch;

import org.eventsource.Event;

/** Is called for everything that a listener throws. */
@FunctionalInterface
public interface FailureLog {

    /**
     * A listener failed.
     *
     * @param reports the failures of this listener by now
     */
    void listenerFailed(Event event, Throwable failure, Reports reports);
}
