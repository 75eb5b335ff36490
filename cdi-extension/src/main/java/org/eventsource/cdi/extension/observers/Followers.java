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

    /** A message has failed. If the settings of the stream demand it, the stream is closed for good. */
    void failed(Throwable cause);
}
