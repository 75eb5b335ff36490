package org.eventsource.cdi.extension.observers;

import org.eventsource.MessageEvent;
import org.jspecify.annotations.Nullable;

/**
 * A message that is not handled.
 *
 * @param position the id of the cursor after it; null: it does not move the cursor
 * @param ofBlock whether the position comes from a block without a message that followed. Such a block moves the cursor
 *     also if nobody observes the message
 */
record Item(MessageEvent message, @Nullable String position, boolean ofBlock) {

    Item(MessageEvent message, @Nullable String position) {
        this(message, position, false);
    }

    /** Returns this message with the position of a block that followed it. */
    Item followedBy(String blockPosition) {
        return new Item(message, blockPosition, true);
    }
}
