package org.eventsource.impl.sse;

import static jakarta.ws.rs.sse.SseEvent.RECONNECT_NOT_SET;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The comments and the {@code retry} field of a block that has not ended. */
final class PendingBlock {

    /** A limit, because a server may send comments forever without ending their block. */
    private static final int MAX_COMMENT_LENGTH = 64 * 1024;

    private @Nullable StringBuilder comment;
    private long retry = RECONNECT_NOT_SET;

    /** Adds a line of the comment. A space after the colon is not a part of it. */
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
