package org.eventsource.impl.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An exchange failed, and no other exception has the reason. The message is shown to people as it is. */
public final class ExchangeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean forGood;

    public ExchangeException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private ExchangeException(String message, @Nullable Throwable cause, boolean forGood) {
        super(message, cause);
        this.forGood = forGood;
    }

    /** A failure that every further attempt would have, too. */
    public static ExchangeException forGood(String message, @Nullable Throwable cause) {
        return new ExchangeException(message, cause, true);
    }

    public boolean isForGood() {
        return forGood;
    }
}
