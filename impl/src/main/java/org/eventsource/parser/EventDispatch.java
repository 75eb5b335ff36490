package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns blocks into events as HTML 9.2.6 says under "dispatch the event", until it is stopped. */
final class EventDispatch implements BlockSink {

    private static final String DEFAULT_TYPE = "message";

    private final EventStreamHandler handler;
    private String lastEventId;
    private boolean stopped;

    EventDispatch(EventStreamHandler handler, String lastEventId) {
        this.handler = handler;
        this.lastEventId = lastEventId;
    }

    @Override
    public boolean wantsComments() {
        return !handler.ignoresComments();
    }

    @Override
    public void comment(String comment) {
        handler.onComment(comment);
    }

    @Override
    public void retry(Duration time) {
        handler.onRetry(time);
    }

    @Override
    public void block(@Nullable String type, @Nullable String data, @Nullable String id) {
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
    }

    boolean stopped() {
        return stopped;
    }

    String lastEventId() {
        return lastEventId;
    }
}
