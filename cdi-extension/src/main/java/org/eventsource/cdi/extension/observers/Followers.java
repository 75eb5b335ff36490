package org.eventsource.cdi.extension.observers;

import org.eventsource.MessageEvent;

/** Those who follow how the messages of a stream are handled. */
public interface Followers {

    /** Returns whether somebody receives the messages that are handled. */
    boolean receiveMessages();

    /** A message was received. */
    void received(MessageEvent message);

    /** An attempt to handle a message begins, or goes on. */
    void attempting(MessageEvent message);

    /** The attempt has ended, if there is one. What was thrown in it was reported. */
    void attempted();

    /** A message is handled, or given up. The attempt has ended afterwards. */
    void handled(MessageEvent message);

    /** The cursor was moved. */
    void cursorMoved(String lastEventId);

    /** A message has failed. If the settings of the stream demand it, the stream is closed for good. */
    void failed(Throwable cause);
}
