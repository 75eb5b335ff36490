package org.eventsource.impl.source;

import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;

/**
 * Takes the messages of a source after its listeners were called. Called in turn, unless a method allows any thread.
 */
public interface MessageSink {

    /** Takes nothing. */
    MessageSink NONE = new MessageSink() {
        @Override
        public void onMessage(MessageEvent message) {}

        @Override
        public void onReadEnd() {}

        @Override
        public boolean mayHold() {
            return false;
        }

        @Override
        public boolean wantsMore() {
            return true;
        }

        @Override
        public boolean holds() {
            return false;
        }

        @Override
        public void onError(ErrorEvent event) {}

        @Override
        public void onOwnerCloses(ErrorEvent cause) {}

        @Override
        public void onClosed() {}
    };

    void onMessage(MessageEvent message);

    /** All messages of what was read were passed on, or the application has paused the source. */
    void onReadEnd();

    /** Returns whether {@link #wantsMore} may return false at times. */
    boolean mayHold();

    /** Returns whether more is to be read now. */
    boolean wantsMore();

    /**
     * Returns whether nothing is to be read until {@link HttpEventSource#readOn} is called. If so, it is called once,
     * when more is to be read.
     */
    boolean holds();

    void onError(ErrorEvent event);

    /** The owner of the source is about to close it, and no listener is called. Called on any thread. */
    void onOwnerCloses(ErrorEvent cause);

    /** The source is closed for good. The last call, on any thread. */
    void onClosed();
}
