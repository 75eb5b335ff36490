package org.eventsource.impl.source;

import org.jspecify.annotations.Nullable;

/** The application did not provide what a request needs. The message is shown to people as it is. */
final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RequestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
