package org.eventsource;

/**
 * An event, or one line of it, is larger than {@link EventSource.Builder#maxEventSize}. The source is
 * {@link ReadyState#CLOSED}, because after a reconnect the server would send that event again.
 */
public class EventTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with a message.
     *
     * @param message what was too large, and the limit
     */
    public EventTooLargeException(String message) {
        super(message);
    }
}
