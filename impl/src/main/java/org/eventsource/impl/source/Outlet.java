package org.eventsource.impl.source;

import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.parser.EventStreamHandler;

/** Where a connection delivers to: what its stream says, and how it fares. Called by one thread at a time. */
public interface Outlet extends EventStreamHandler {

    /**
     * The connection is there.
     *
     * @param origin of the URL that the stream came from
     */
    void onOpen(String origin);

    /** Bytes were read just now; what they say follows. */
    default void onRead() {}

    /** The connection is lost; the event, which has no target yet, says what follows. */
    void onError(ErrorEvent event);

    /** Whether the application is notified of an error with this state. From any thread. */
    boolean notifies(ReadyState state);
}
