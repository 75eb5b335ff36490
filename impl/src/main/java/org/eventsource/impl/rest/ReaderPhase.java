package org.eventsource.impl.rest;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who has the reading thread of an exchange: it may be interrupted in the client's code, never in the application's.
 *
 * <p>A number and no enum, as it changes twice a read, and collectors have a price for each write of a reference.
 */
final class ReaderPhase {

    private static final int OURS = 0;
    private static final int CLIENTS = 1;
    private static final int CANCELLED = 2;
    private static final int OVER = 3;

    private final AtomicInteger phase = new AtomicInteger(OURS);

    /** The reader goes into the client's code, unless the exchange is cancelled or over. */
    boolean enterClient() {
        return phase.compareAndSet(OURS, CLIENTS);
    }

    void leaveClient() {
        phase.compareAndSet(CLIENTS, OURS);
    }

    /** Ends the exchange, unless it is cancelled or over. By the reader, when the client has it no more. */
    boolean end() {
        return phase.compareAndSet(OURS, OVER);
    }

    /** Cancels the exchange, unless it is over; whether the client has the reader. */
    boolean cancel() {
        return phase.getAndUpdate(now -> now == OVER ? OVER : CANCELLED) == CLIENTS;
    }

    boolean isCancelled() {
        return phase.get() == CANCELLED;
    }
}
