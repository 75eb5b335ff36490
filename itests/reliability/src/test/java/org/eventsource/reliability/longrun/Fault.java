package org.eventsource.reliability.longrun;

/** What the server does to all of its connections at the same time. */
enum Fault {
    /** Ends each response in an orderly way. */
    END,

    /** Resets each connection. */
    RESET,

    /** Ends each response within an event. */
    TORN,

    /** Resets each connection, and answers 503 for a while. */
    REFUSE,

    /** Sends nothing more, and keeps the connection open. */
    SILENCE
}
