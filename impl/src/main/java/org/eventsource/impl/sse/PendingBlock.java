package org.eventsource.impl.sse;

import static jakarta.ws.rs.sse.SseEvent.RECONNECT_NOT_SET;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a block says before it ends: its comments and its {@code retry} field. */
final class PendingBlock {

    /** A server that sends comments to keep a connection alive may never end the block they are in. */
    private static final int MAX_COMMENT_LENGTH = 64 * 1024;

    private @Nullable StringBuilder comment;
    private long retry = RECONNECT_NOT_SET;

    /** Each comment line is a line of the comment; a space after its colon is not part of it. */
    void comment(String line) {
        String text = line.startsWith(" ") ? line.substring(1) : line;
        if (comment == null) {
            comment = new StringBuilder(text);
        } else if (comment.length() + text.length() < MAX_COMMENT_LENGTH) {
            comment.append('\n').append(text);
        }
    }

    void retry(Duration time) {
        retry = time.toMillis();
    }

    boolean isEmpty() {
        return comment == null && retry == RECONNECT_NOT_SET;
    }

    @Nullable
    String comment() {
        return comment == null ? null : comment.toString();
    }

    long retry() {
        return retry;
    }
}
