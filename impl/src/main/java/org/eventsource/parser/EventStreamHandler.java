package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives what an {@link EventStreamParser} reads, in the order of the stream, on the thread that feeds it. No
 * argument is null but where it says so. An exception of a handler passes through {@link EventStreamParser#feed feed}
 * and ends the parsing.
 */
public interface EventStreamHandler {

    /**
     * A block with data has ended.
     *
     * @param type the value of its last {@code event} field; {@code "message"} if there is none or it is empty
     * @param data the values of its {@code data} fields, joined by line feeds
     * @param lastEventId the id that holds from here on, of this block or of an earlier one; empty if there is none
     */
    void onEvent(String type, String data, String lastEventId);

    /**
     * A block with a valid {@code id} field has ended, with data or without. Comes before {@link #onEvent} of that
     * block, and also if the id is the same as before.
     *
     * @param id the new last event id; empty if the stream resets it
     */
    default void onLastEventId(String id) {}

    /**
     * A valid {@code retry} line was read; the block it stands in may still be unfinished.
     *
     * @param time whole milliseconds, from zero up; what a {@code long} cannot count is {@link Long#MAX_VALUE} of them
     */
    default void onRetry(Duration time) {}

    /**
     * A comment line was read. Comments that the parser could not hold within its limit are left out.
     *
     * @param comment what follows the colon, a leading space included; often empty
     */
    default void onComment(String comment) {}

    /**
     * Whether comments are of no interest: true spares the parser making strings of them, and {@link #onComment} is not
     * called. Asked once, when the parser is made.
     */
    default boolean ignoresComments() {
        return false;
    }

    /**
     * A blank line ended a block, with data or without. Comes before {@link #onLastEventId} and {@link #onEvent} of
     * that block. For those who need to know what the stream says rather than what it means.
     *
     * @param type the value of its last {@code event} field, null if it has none
     * @param data the values of its {@code data} fields, joined by line feeds, null if it has none
     * @param id the value of its last valid {@code id} field, null if it has none
     */
    default void onBlock(@Nullable String type, @Nullable String data, @Nullable String id) {}
}
