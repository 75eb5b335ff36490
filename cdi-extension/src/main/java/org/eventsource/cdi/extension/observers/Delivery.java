package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.event.Event;

/**
 * How objects of one type reach those who observe them.
 *
 * @param heard whether there are synchronous observers
 * @param heardLater whether there are asynchronous observers
 */
record Delivery<T>(SelectedEvent<T> event, boolean heard, boolean heardLater) {

    Event<T> selected() {
        return event.get();
    }

    boolean isHeard() {
        return heard || heardLater;
    }
}
