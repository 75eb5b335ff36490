package org.eventsource;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A stream that is read by an {@link EventStream} or a publisher has failed, or its reader was interrupted. */
public class EventSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ErrorEvent event;

    /** An exception with the reason and the cause of the event. */
    public EventSourceException(ErrorEvent event) {
        super(requireNonNull(event, "event").reason(), event.cause().orElse(null));
        this.event = event;
    }

    /** Returns what failed. After serialization it has only the reason. */
    public ErrorEvent event() {
        ErrorEvent present = event;
        return present == null ? ErrorEvent.of(ReadyState.CLOSED, String.valueOf(getMessage())) : present;
    }
}
