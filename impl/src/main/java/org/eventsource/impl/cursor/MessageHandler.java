package org.eventsource.impl.cursor;

import java.util.function.BooleanSupplier;
import org.eventsource.MessageEvent;
import org.jspecify.annotations.Nullable;

/** Handles the messages of one source, one after the other. Called in turn, unless a method allows any thread. */
public interface MessageHandler {

    /** Creates the handler of one source. */
    @FunctionalInterface
    interface Factory {

        /**
         * Creates the handler.
         *
         * @param cursor null: the source has none
         * @param settled is to be called when {@link #settle} has something to do, and when {@link #isBusy} returns
         *     false again; on any thread
         * @param delivers returns whether the next message may be delivered: the source is neither paused nor closed
         */
        MessageHandler create(@Nullable Cursor cursor, Runnable settled, BooleanSupplier delivers);
    }

    /**
     * Handles a message.
     *
     * @param position the id of the cursor after the message; null: the message does not move it
     */
    Outcome handle(MessageEvent message, @Nullable String position);

    /** A block without data has moved the position. */
    Outcome move(String position);

    /** The messages of what was read were handed over. */
    default Outcome readEnd() {
        return Outcome.DONE;
    }

    /** Messages that were handled elsewhere are handled now. Not called while {@link #again} is due after a time. */
    default Outcome settle() {
        return Outcome.DONE;
    }

    /** Goes on with what was not handled. Called only after {@link Outcome.Again} or {@link Outcome.Held}. */
    Outcome again();

    /** The connection was broken, or the source closed, as the last outcome demanded. */
    default void abandon() {}

    /** A connection was opened again, and its first message follows. */
    default void resumed(Resumption resumption) {}

    /** Returns whether messages are still being handled elsewhere. The source then does not connect. On any thread. */
    default boolean isBusy() {
        return false;
    }
}
