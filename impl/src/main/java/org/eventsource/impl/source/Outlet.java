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

    /** The calls for the content of what was read were made, or the rest has to wait. */
    default void onReadEnd() {}

    /** The connection was lost or could not be opened. The event has no target yet. */
    void onError(ErrorEvent event);

    /** Returns whether {@link #wantsMore} may return false at times. */
    default boolean mayHold() {
        return false;
    }

    /** Returns whether more bytes are to be read now. */
    default boolean wantsMore() {
        return true;
    }

    /** The source is no longer paused. */
    default void onResumed() {}

    /**
     * Returns whether no bytes are to be read until {@link Connection#readOn} is called. If so, it is called once, when
     * more bytes are to be read.
     */
    default boolean holds() {
        return false;
    }

    /** Returns whether no message may be delivered now, because the last one is not handled. On any thread. */
    default boolean blocks() {
        return false;
    }

    /** Returns whether no connection may be opened now, because messages are not handled. On any thread. */
    default boolean isBusy() {
        return false;
    }

    /** Returns whether a message calls listeners. Called on any thread. */
    default boolean notifiesOfMessages() {
        return true;
    }

    /** Returns whether the application is notified of an error with this state. Called on any thread. */
    boolean notifies(ReadyState state);
}
