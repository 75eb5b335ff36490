package org.eventsource.reliability.longrun;

/** What happens to all streams at the same time. */
enum Fault {
    /** Each connection is broken by RST. */
    RESET,
    /** Each connection ends in the middle of an event. */
    CUT,
    /** Each connection ends, and new ones get 503 for a while. */
    REFUSAL,
    /** As before, with {@code Retry-After}. */
    LATER,
    /** Nothing is sent, until the client gives up the connection. */
    SILENCE,
    /** Comments, unknown fields and a half event are sent, byte by byte, before the connection ends. */
    GARBAGE;

    /** Returns the fault of a time that is counted from 1 on. */
    static Fault of(int time) {
        return values()[(time - 1) % values().length];
    }
}
