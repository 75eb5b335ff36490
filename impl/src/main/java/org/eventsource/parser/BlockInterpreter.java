package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns blocks into calls of the handler, as HTML 9.2.6 defines under "dispatch the event", until it is stopped. */
final class BlockInterpreter {

    private static final String DEFAULT_TYPE = "message";

    private final EventStreamHandler handler;
    private String lastEventId;
    private boolean stopped;

    /** Whether the rest of what is being fed is left: stopped, or paused until the next feed. */
    private boolean halted;

    BlockInterpreter(EventStreamHandler handler, String lastEventId) {
        this.handler = handler;
        this.lastEventId = lastEventId;
    }

    /** Returns whether {@link #comment} is to be called. */
    boolean wantsComments() {
        return !handler.ignoresComments();
    }

    void comment(String comment) {
        handler.onComment(comment);
    }

    void retry(Duration time) {
        handler.onRetry(time);
    }

    /**
     * A blank line has ended a block.
     *
     * @param type the value of the last {@code event} field; null: there was none
     * @param data the values of the {@code data} fields, joined by LF; null: there were none
     * @param id the value of the last valid {@code id} field; null: there was none
     */
    void block(@Nullable String type, @Nullable String data, @Nullable String id) {
        handler.onBlock(type, data, id);
        if (id != null && !stopped) {
            lastEventId = id;
            handler.onLastEventId(id);
        }
        if (data != null && !stopped) {
            handler.onEvent(type == null || type.isEmpty() ? DEFAULT_TYPE : type, data, lastEventId);
        }
    }

    void stop() {
        stopped = true;
        halted = true;
    }

    void pause() {
        halted = true;
    }

    /** Ends a pause. */
    void goOn() {
        halted = stopped;
    }

    boolean halted() {
        return halted;
    }

    boolean stopped() {
        return stopped;
    }

    String lastEventId() {
        return lastEventId;
    }
}
