package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.event.Event;

/**
 * Delivers objects of one type to their observers.
 *
 * @param sync whether there are synchronous observers
 * @param async whether there are asynchronous observers
 */
record Delivery<T>(SelectedEvent<T> event, boolean sync, boolean async) {

    Event<T> selected() {
        return event.get();
    }

    boolean isObserved() {
        return sync || async;
    }
}
