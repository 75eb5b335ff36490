package org.eventsource.impl.source;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eventsource.impl.state.Signal;
import org.eventsource.parser.EventStreamHandler;
import org.eventsource.parser.EventStreamParser;
import org.jspecify.annotations.Nullable;

/**
 * Parses the bytes of the connections of one source, one connection after another. Passes the result to an outlet until
 * the source is closed. To be used in turn.
 */
final class StreamReader implements EventStreamHandler, ResponseBody.Reader {

    private final Outlet outlet;
    private final Consumer<Signal> signals;
    private final BooleanSupplier isClosed;
    private final BooleanSupplier isPaused;
    private final int maxEventSize;
    private EventStreamParser parser;
    private boolean delivered;
    private long events;

    /** Any thread may read it. */
    private volatile String lastEventId;

    /**
     * A reader for one source.
     *
     * @param signals receives the stream's {@code retry} fields
     * @param isClosed whether the source is closed
     * @param isPaused whether no messages may be delivered now
     */
    StreamReader(
            Settings settings,
            Outlet outlet,
            Consumer<Signal> signals,
            BooleanSupplier isClosed,
            BooleanSupplier isPaused) {
        this.outlet = outlet;
        this.signals = signals;
        this.isClosed = isClosed;
        this.isPaused = isPaused;
        this.maxEventSize = settings.maxEventSize();
        this.parser = new EventStreamParser(this, maxEventSize, settings.lastEventId());
        this.lastEventId = settings.lastEventId();
    }

    /** A connection begins after this id; empty: after none. */
    void begin(String id) {
        if (!id.equals(lastEventId)) {
            parser = new EventStreamParser(this, maxEventSize, id);
            lastEventId = id;
        }
    }

    /** Bytes were received. What they contain follows. */
    void received() {
        outlet.onRead();
    }

    /** What was received is parsed, or the rest has to wait. */
    void readEnded() {
        outlet.onReadEnd();
    }

    /** Returns how many bytes were parsed: all of them, unless the application has paused the source. */
    @Override
    public int take(byte[] bytes, int offset, int length) {
        return isPaused.getAsBoolean() ? 0 : parser.feed(bytes, offset, length);
    }

    /** Returns whether the application wants more messages now. */
    @Override
    public boolean wantsMore() {
        return !isPaused.getAsBoolean() && outlet.wantsMore();
    }

    /** Returns whether an event was delivered since the connection was opened. */
    boolean hasDelivered() {
        return delivered;
    }

    /** Returns how many events were delivered, over all connections. */
    long events() {
        return events;
    }

    /** The connection has ended. Drops the block that it did not finish. */
    void end() {
        delivered = false;
        parser.end();
    }

    String lastEventId() {
        return lastEventId;
    }

    /** Returns whether nothing is to be read until {@link Connection#readOn} or {@link Connection#resume}. */
    boolean holds() {
        return isPaused.getAsBoolean() || outlet.holds();
    }

    @Override
    public void onBlock(@Nullable String type, @Nullable String data, @Nullable String id) {
        if (isClosed.getAsBoolean()) {
            parser.stop();
        } else {
            outlet.onBlock(type, data, id);
            if (outlet.blocks()) {
                parser.pause();
            }
        }
    }

    @Override
    public void onLastEventId(String id) {
        lastEventId = id;
        outlet.onLastEventId(id);
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        if (!isClosed.getAsBoolean()) {
            events++;
            outlet.onEvent(type, data, lastEventId);
            delivered |= !outlet.blocks();
            if (isPaused.getAsBoolean()) {
                parser.pause();
            }
        }
    }

    @Override
    public void onRetry(Duration time) {
        signals.accept(new Signal.Retry(time));
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
