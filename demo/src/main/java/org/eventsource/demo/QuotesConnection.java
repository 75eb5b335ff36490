package org.eventsource.demo;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One connection of one client, as the server sees it: what it still has to send, and how soon it breaks off. */
final class QuotesConnection implements Market.Subscriber {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 12;

    /** The demo is for watching: nobody wants to wait for the three seconds that are usual. */
    private static final long RECONNECTION_MILLIS = 1000;

    private final SseEventSink sink;
    private final Sse sse;
    private final BooleanSupplier breaks;
    private final long first;
    private final long end;
    private long next;
    private volatile @Nullable OutputStream response;

    /**
     * @param breaks whether the connection breaks off by itself
     * @param lastSeen the number of the quote after which the client wants to go on
     */
    QuotesConnection(SseEventSink sink, Sse sse, BooleanSupplier breaks, long lastSeen) {
        this.sink = sink;
        this.sse = sse;
        this.breaks = breaks;
        this.first = lastSeen + 1;
        this.end = first + SHORTEST + first / 3 % (LONGEST - SHORTEST + 1);
        this.next = first;
    }

    /** Takes what the events are written to, for bytes that are no events. */
    void writesTo(OutputStream given) {
        response = given;
    }

    @Override
    public boolean catchUp(long latest) {
        while (next <= latest && !isOver() && !sink.isClosed()) {
            sink.send(event(Quote.numbered(next)));
            next++;
        }
        if (isOver()) {
            cut();
        }
        return !sink.isClosed();
    }

    @Override
    public void cut() {
        try {
            sink.close();
        } catch (UncheckedIOException e) {
            // The client was faster.
        }
    }

    @Override
    public void garble() {
        OutputStream bytes = response;
        if (bytes != null && !sink.isClosed()) {
            try {
                bytes.write(Garbage.bytes());
                bytes.flush();
            } catch (IOException e) {
                // The client was faster.
            }
        }
        cut();
    }

    private boolean isOver() {
        return next >= end && breaks.getAsBoolean();
    }

    private OutboundSseEvent event(Quote quote) {
        OutboundSseEvent.Builder event =
                sse.newEventBuilder().id(Long.toString(quote.number())).data(quote.json());
        if (quote.number() == first) {
            event.reconnectDelay(RECONNECTION_MILLIS);
        }
        return event.build();
    }
}
