package org.eventsource.impl.sse;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.itests.support.Patience;

/** The consumers of a source. They record their calls in order until a test reads them. */
final class HeardEvents {

    private static final String COMPLETION = "completion";

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    void registerWith(SseEventSource source) {
        source.register(heard::add, heard::add, () -> heard.add(COMPLETION));
    }

    InboundSseEvent nextEvent() throws InterruptedException {
        return (InboundSseEvent) next();
    }

    Throwable nextError() throws InterruptedException {
        return (Throwable) next();
    }

    void nextIsCompletion() throws InterruptedException {
        Object next = next();
        if (next != COMPLETION) {
            throw new AssertionError("expected the completion, but got " + next);
        }
    }

    private Object next() throws InterruptedException {
        Object next = heard.poll(Patience.LIMIT.toMillis(), MILLISECONDS);
        if (next == null) {
            throw new AssertionError("no call within " + Patience.LIMIT);
        }
        return next;
    }

    /** Returns the calls that the test has not read. */
    List<Object> rest() {
        return List.copyOf(heard);
    }
}
