package org.eventsource.impl.pull;

import java.time.Duration;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.impl.cursor.DoublingDelays;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.spi.ForeignText;

/**
 * Moves the cursor for messages that an application has taken, one after the other. If the store does not answer, the
 * next message has to wait. Used by one thread at a time.
 */
final class TakenMessages {

    private final HttpEventSource source;
    private final ReadMessages messages;
    private boolean unhandled;
    private final DoublingDelays delays = DoublingDelays.ofStore();

    TakenMessages(HttpEventSource source, ReadMessages messages) {
        this.source = source;
        this.messages = messages;
    }

    /** The application has taken a message. */
    void taken() {
        unhandled = source.waitsForHandled();
    }

    /**
     * The application has handled what it has taken.
     *
     * @return false if the store did not answer. Then this is to be called again after {@link #delay}
     */
    boolean handled() {
        if (!unhandled) {
            return true;
        }
        try {
            if (!source.handled()) {
                return false;
            }
            unhandled = false;
            delays.reset();
            return true;
        } catch (CursorConflictException e) {
            messages.sourceFailed(ErrorEvent.builder(
                            ErrorKind.CURSOR, ReadyState.CLOSED, ForeignText.message(String.valueOf(e.getMessage())))
                    .cause(e)
                    .build());
            giveUp();
            source.close();
            return true;
        }
    }

    /** Leaves the cursor where it is, and drops all further messages: they come again when another source begins. */
    void giveUp() {
        unhandled = false;
        messages.discard();
    }

    /** Returns whether the application has handled a message for which the cursor was not moved yet. */
    boolean isUnhandled() {
        return unhandled;
    }

    /** Returns how long to wait. Each time it is longer, until the store answers. */
    Duration delay() {
        return delays.next();
    }
}
