package org.eventsource.impl.dispatch;

import org.jspecify.annotations.Nullable;

/** The message of an exception that foreign code has thrown. */
public final class FailureMessage {

    private FailureMessage() {}

    /**
     * Returns the message; null: there is none that has words. An exception of an application may fail to build its own
     * message, or call itself without end.
     */
    public static @Nullable String of(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null || message.isBlank() ? null : message;
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }
}
