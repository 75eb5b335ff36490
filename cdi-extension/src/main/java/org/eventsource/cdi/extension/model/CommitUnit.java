package org.eventsource.cdi.extension.model;

/** What one transaction handles. */
public enum CommitUnit {
    /** One message. */
    MESSAGE,
    /** The messages of one read of the connection. */
    READ
}
