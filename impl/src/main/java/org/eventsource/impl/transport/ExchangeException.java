package org.eventsource.impl.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why an exchange failed where its cause does not say it; the message is for people as it is. */
public final class ExchangeException extends IOException {

    private static final long serialVersionUID = 1L;

    public ExchangeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
