package org.eventsource.impl.tls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file with certificates or keys cannot be used. The message is for people, and has no password. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
