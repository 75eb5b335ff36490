package org.eventsource.cdi.extension;

/** What kind of events an observer asks for. */
enum EventKind {
    OPEN,
    MESSAGE,
    ERROR,
    /** All of them. */
    ANY;

    boolean covers(EventKind kind) {
        return this == ANY || this == kind;
    }
}
