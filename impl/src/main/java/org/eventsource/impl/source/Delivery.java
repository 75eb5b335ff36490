package org.eventsource.impl.source;

import org.eventsource.MessageEvent;

/** Delivers messages to the listeners of a source. */
@FunctionalInterface
interface Delivery {

    /** Returns whether a listener was called. */
    boolean deliver(MessageEvent message);
}
