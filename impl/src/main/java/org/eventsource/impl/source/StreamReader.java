package org.eventsource.impl.source;

import java.time.Duration;
import org.eventsource.impl.state.Signal;
import org.eventsource.parser.EventStreamHandler;
import org.eventsource.parser.EventStreamParser;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one connection after another, in turn, and passes on what they say until the source is closed. */
final class StreamReader implements EventStreamHandler {

    private final Connection connection;
    private final Outlet outlet;
    private final EventStreamParser parser;

    StreamReader(Connection connection, Settings settings, Outlet outlet) {
        this.connection = connection;
        this.outlet = outlet;
        this.parser = new EventStreamParser(this, settings.maxEventSize(), settings.lastEventId());
    }

    void feed(byte[] bytes, int offset, int length) {
        outlet.onRead();
        parser.feed(bytes, offset, length);
    }

    /** The connection is gone, and with it the block that it did not finish. */
    void end() {
        parser.end();
    }

    String lastEventId() {
        return parser.lastEventId();
    }

    @Override
    public void onBlock(@Nullable String type, @Nullable String data, @Nullable String id) {
        if (connection.isClosed()) {
            parser.stop();
        } else {
            outlet.onBlock(type, data, id);
        }
    }

    @Override
    public void onLastEventId(String id) {
        outlet.onLastEventId(id);
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        if (connection.delivers()) {
            outlet.onEvent(type, data, lastEventId);
        }
    }

    @Override
    public void onRetry(Duration time) {
        connection.apply(new Signal.Retry(time));
        outlet.onRetry(time);
    }

    @Override
    public void onComment(String comment) {
        outlet.onComment(comment);
    }

    @Override
    public boolean ignoresComments() {
        return outlet.ignoresComments();
    }
}
