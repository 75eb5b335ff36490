package org.eventsource.impl.source;

/**
 * Counts what a compressed stream expands to between its events. A few bytes can expand to a terabyte of text that is
 * no event, which the parser drops and which takes hours of processor time.
 */
final class Expansion {

    /** A comment each minute, and a text that repeats itself, expand much less. The format allows 1032. */
    private static final int SUSPICIOUS = 100;

    private final long limit;
    private long received;
    private long lastReceived;
    private long expanded;

    /** @param limit the number of bytes without an event that are always allowed */
    Expansion(long limit) {
        this.limit = limit;
    }

    void received(int bytes) {
        received += bytes;
        lastReceived = bytes;
    }

    /** Returns whether the stream may go on after these bytes. */
    boolean allows(int bytes) {
        expanded += bytes;
        return expanded <= limit || expanded / SUSPICIOUS <= received;
    }

    /** An event was delivered. What was received last may expand further. */
    void reset() {
        received = lastReceived;
        expanded = 0;
    }
}
