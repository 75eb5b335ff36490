package org.eventsource.impl.cursor;

import org.jspecify.annotations.Nullable;

/** The store of a cursor did not do what was asked. The message is shown to people as it is. */
public final class CursorException extends Exception {

    private static final long serialVersionUID = 1L;

    public CursorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
