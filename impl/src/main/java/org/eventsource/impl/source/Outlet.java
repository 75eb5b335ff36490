package org.eventsource.impl.source;

import java.net.http.HttpHeaders;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.parser.EventStreamHandler;

/** Receives the content of the stream and the state of the connection. Called by one thread at a time. */
public interface Outlet extends EventStreamHandler {

    /**
     * The connection is open.
     *
     * @param origin the origin of the URL that returned the stream
     * @param headers the headers of the response, for the application
     * @param sentId the last event id that the request sent; empty: none
     */
    void onOpen(String origin, HttpHeaders headers, String sentId);

    /** Bytes were read. The calls for their content follow. */
    default void onRead() {}

    /** The connection was lost or could not be opened. The event has no target yet. */
    void onError(ErrorEvent event);

    /** Returns whether the application is notified of an error with this state. Called on any thread. */
    boolean notifies(ReadyState state);
}
