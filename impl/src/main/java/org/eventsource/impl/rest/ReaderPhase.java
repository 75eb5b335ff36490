package org.eventsource.impl.rest;

import java.util.concurrent.atomic.AtomicReference;

/** Whose code the reading thread of an exchange runs. It may be interrupted in the client's code only. */
final class ReaderPhase {

    private enum Phase {
        OURS,
        CLIENTS,
        CANCELLED,
        OVER
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OURS);

    /** The reader enters the client's code. Returns false if the exchange is cancelled or over. */
    boolean enterClient() {
        return phase.compareAndSet(Phase.OURS, Phase.CLIENTS);
    }

    void leaveClient() {
        phase.compareAndSet(Phase.CLIENTS, Phase.OURS);
    }

    /** Ends the exchange outside the client's code. Returns false if the exchange is cancelled or over. */
    boolean end() {
        return phase.compareAndSet(Phase.OURS, Phase.OVER);
    }

    /** Cancels the exchange, unless it is over. Returns whether the reader runs the client's code. */
    boolean cancel() {
        return phase.getAndUpdate(now -> now == Phase.OVER ? Phase.OVER : Phase.CANCELLED) == Phase.CLIENTS;
    }

    boolean isCancelled() {
        return phase.get() == Phase.CANCELLED;
    }
}
