package org.eventsource.cursor;

/**
 * Another process has moved the cursor. Whatever the caller did for the messages after the old cursor has to be rolled
 * back, as the other process has handled them.
 */
public class CursorConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message which cursor, and what was found instead of what was expected; not null */
    public CursorConflictException(String message) {
        super(message);
    }
}
