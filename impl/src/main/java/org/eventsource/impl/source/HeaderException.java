package org.eventsource.impl.source;

import org.jspecify.annotations.Nullable;

/** The application did not provide the headers of a request. The message is shown to people as it is. */
final class HeaderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HeaderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
