package org.eventsource.cdi.extension.model;

/** What an observer asks for. */
public enum EventKind {
    OPEN,
    MESSAGE,
    ERROR,
    /** {@link org.eventsource.cdi.FailedEvent}. */
    FAILED,
    /** What the data of messages is made into. */
    PAYLOAD,
    /** Events of a source, of whatever kind. */
    EVENT,
    /** Whatever is fired. */
    ANY;

    boolean covers(EventKind kind) {
        return switch (this) {
            case ANY -> true;
            case EVENT -> kind == OPEN || kind == MESSAGE || kind == ERROR;
            default -> this == kind;
        };
    }
}
