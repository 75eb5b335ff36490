package org.eventsource;

/**
 * An event, or one line of it, is larger than {@link EventSource.Builder#maxEventSize} allows. The source is
 * {@link ReadyState#CLOSED}: the server would only send the same event again.
 */
public class EventTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that says what was too large and which limit it passed. */
    public EventTooLargeException(String message) {
        super(message);
    }
}
