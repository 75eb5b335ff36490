package org.eventsource.impl.dispatch;

import org.eventsource.Event;

/** Told of what listeners throw, once for each listener and stack trace. */
@FunctionalInterface
public interface FailureLog {

    void listenerFailed(Event event, Throwable failure);
}
