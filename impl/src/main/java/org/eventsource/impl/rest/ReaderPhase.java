package org.eventsource.impl.rest;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whose code the reading thread of an exchange runs. It may be interrupted in the client's code only. The phase is a
 * number: it changes twice for each read, and each write of a reference would need a memory fence of its own.
 */
final class ReaderPhase {

    private static final int OURS = 0;
    private static final int CLIENTS = 1;
    private static final int CANCELLED = 2;
    private static final int OVER = 3;

    private final AtomicInteger phase = new AtomicInteger(OURS);

    /** The reader enters the client's code. Returns false if the exchange is cancelled or over. */
    boolean enterClient() {
        return phase.compareAndSet(OURS, CLIENTS);
    }

    void leaveClient() {
        phase.compareAndSet(CLIENTS, OURS);
    }

    /** Ends the exchange outside the client's code. Returns false if the exchange is cancelled or over. */
    boolean end() {
        return phase.compareAndSet(OURS, OVER);
    }

    /** Cancels the exchange, unless it is over. Returns whether the reader runs the client's code. */
    boolean cancel() {
        return phase.getAndUpdate(now -> now == OVER ? OVER : CANCELLED) == CLIENTS;
    }

    boolean isCancelled() {
        return phase.get() == CANCELLED;
    }
}
