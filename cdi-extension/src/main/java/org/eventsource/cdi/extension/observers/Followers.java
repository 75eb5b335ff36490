package org.eventsource.cdi.extension.observers;

import org.eventsource.MessageEvent;

/** Those who follow how the messages of a stream are handled. */
public interface Followers {

    /** Runs one attempt to handle a message. */
    void attempt(MessageEvent message, Runnable attempt);

    /** A message is handled, or given up. */
    void handled(MessageEvent message);

    /** The cursor was moved. */
    void cursorMoved(String lastEventId);

    /** The stream is to be closed for good, because of this failure at a message. */
    void close(Throwable cause);
}
