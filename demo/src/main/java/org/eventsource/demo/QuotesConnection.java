package org.eventsource.demo;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** One connection of one client, as the server sees it: what it still has to send, and how soon it breaks off. */
final class QuotesConnection implements Market.Subscriber {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 12;

    /** The demo is for watching: nobody wants to wait for the three seconds that are usual. */
    private static final long RECONNECTION_MILLIS = 1000;

    private final SseEventSink sink;
    private final Sse sse;
    private final long first;
    private final long end;
    private long next;

    /** Of a client that wants to go on after the quote of that number. */
    QuotesConnection(SseEventSink sink, Sse sse, long lastSeen) {
        this.sink = sink;
        this.sse = sse;
        this.first = lastSeen + 1;
        this.end = first + SHORTEST + first / 3 % (LONGEST - SHORTEST + 1);
        this.next = first;
    }

    @Override
    public boolean catchUp(long latest) {
        while (next <= latest && next < end && !sink.isClosed()) {
            sink.send(event(Quote.numbered(next)));
            next++;
        }
        if (next == end) {
            sink.close();
        }
        return !sink.isClosed();
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
