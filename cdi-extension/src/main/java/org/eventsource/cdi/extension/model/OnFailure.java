package org.eventsource.cdi.extension.model;

/** What follows when an observer has failed. */
public enum OnFailure {
    /** The next message. */
    CONTINUE,
    /** The same message again. */
    RETRY,
    /** The stream is closed for good. */
    CLOSE
}
