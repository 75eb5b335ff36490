package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives what an {@link EventStreamParser} reads, in the order of the stream, on the thread that feeds the parser. No
 * argument is null unless its description allows it. If a method throws an exception, {@link EventStreamParser#feed
 * feed} throws it, and the parser ignores all further input.
 */
public interface EventStreamHandler {

    /**
     * A block with data has ended.
     *
     * @param type the value of the last {@code event} field of the block; {@code "message"} if there is none or it is
     *     empty
     * @param data the values of the {@code data} fields, joined by line feeds
     * @param lastEventId the last event id of the stream after this block; empty if there is none
     */
    void onEvent(String type, String data, String lastEventId);

    /**
     * A block with a valid {@code id} field has ended, with data or without. Called before {@link #onEvent} of the
     * block, and also if the id has not changed.
     *
     * @param id the new last event id; empty if the stream resets it
     */
    default void onLastEventId(String id) {}

    /**
     * A valid {@code retry} line was read. Its block may still be unfinished.
     *
     * @param time whole milliseconds, zero or more; {@link Long#MAX_VALUE} milliseconds if a {@code long} is too small
     */
    default void onRetry(Duration time) {}

    /**
     * A comment line was read. Comments that are larger than the parser's limit are dropped.
     *
     * @param comment the text after the colon, including a leading space; often empty
     */
    default void onComment(String comment) {}

    /**
     * Returns whether the handler ignores comments. If so, the parser creates no strings for them and does not call
     * {@link #onComment}. Called once, when the parser is created.
     */
    default boolean ignoresComments() {
        return false;
    }

    /**
     * A blank line has ended a block, with data or without. Called before {@link #onLastEventId} and {@link #onEvent}
     * of the block. This is for handlers that need the fields themselves rather than the event.
     *
     * @param type the value of the last {@code event} field; null if the block has none
     * @param data the values of the {@code data} fields, joined by line feeds; null if the block has none
     * @param id the value of the last valid {@code id} field; null if the block has none
     */
    default void onBlock(@Nullable String type, @Nullable String data, @Nullable String id) {}
}
