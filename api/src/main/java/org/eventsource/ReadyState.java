package org.eventsource;

/**
 * The state of a connection, as <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-readystate">{@code readyState}</a>.
 */
public enum ReadyState {
    /** Not connected: an attempt is under way, or the next one is awaited. */
    CONNECTING(0),
    /** Connected: events are dispatched as they come. */
    OPEN(1),
    /** Ended, by {@link EventSource#close()} or by a failure that is not retried. There is no way back. */
    CLOSED(2);

    private final int value;

    ReadyState(int value) {
        this.value = value;
    }

    /** The number that the standard gives to this state: 0, 1 or 2. */
    public int value() {
        return value;
    }
}
