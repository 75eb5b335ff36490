package org.eventsource.cdi.extension.model;

/** The kind of event that an observer observes. */
public enum EventKind {
    OPEN,
    MESSAGE,
    ERROR,
    /** {@link org.eventsource.cdi.FailedEvent}. */
    FAILED,
    /** {@link org.eventsource.cdi.DeadLetterEvent}. */
    DEAD_LETTER,
    /** {@link org.eventsource.cdi.ResumedEvent}. */
    RESUMED,
    /** An object that was decoded from the data of a message. */
    PAYLOAD,
    /** All events of a source. */
    EVENT,
    /** All objects that are fired. */
    ANY;

    boolean covers(EventKind kind) {
        return switch (this) {
            case ANY -> true;
            case EVENT -> kind == OPEN || kind == MESSAGE || kind == ERROR;
            default -> this == kind;
        };
    }
}
