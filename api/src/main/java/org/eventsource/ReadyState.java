package org.eventsource;

/**
 * The state of a source: HTML's <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-readystate">{@code readyState}</a>.
 */
public enum ReadyState {
    /** Not connected. An attempt is running, or the source waits until the next one. */
    CONNECTING(0),
    /** Connected. Events are dispatched when they arrive. */
    OPEN(1),
    /**
     * Closed by {@link EventSource#close()}, or by a failure that is not retried. Only a declared stream of CDI may be
     * opened again. A declared stream is one that an observer or an injection point names.
     */
    CLOSED(2);

    private final int value;

    ReadyState(int value) {
        this.value = value;
    }

    /** Returns the number of this state in the standard: 0, 1 or 2. */
    public int value() {
        return value;
    }
}
