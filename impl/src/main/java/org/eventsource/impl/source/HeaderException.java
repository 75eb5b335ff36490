package org.eventsource.impl.source;

import org.jspecify.annotations.Nullable;

/** The application's headers cannot be had; the message is for people as it is. */
final class HeaderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HeaderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
