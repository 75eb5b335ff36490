package org.eventsource.cdi.extension.model;

/** What follows when the observers have failed at a message too often. */
public enum WhenExhausted {
    /** The stream is closed. It is opened again after a time. */
    CLOSE,
    /** A {@link org.eventsource.cdi.DeadLetterEvent} is fired, and the next message follows. */
    DEAD_LETTER
}
