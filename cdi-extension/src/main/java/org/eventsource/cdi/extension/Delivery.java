package org.eventsource.cdi.extension;

import jakarta.enterprise.event.Event;

/**
 * How objects of one type reach those who observe them.
 *
 * @param heard whether there are synchronous observers
 * @param heardLater whether there are asynchronous observers
 */
record Delivery<T>(Event<T> selected, boolean heard, boolean heardLater) {

    boolean isHeard() {
        return heard || heardLater;
    }
}
