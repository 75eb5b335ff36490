package org.eventsource.compare.server;

/** What the server does to a connection after some events. */
enum Fault {
    /** Ends the connection between two events, in the middle of the response. */
    DROP,
    /** Ends the connection within an event. */
    CUT,
    /** Ends the response properly, closes the port for some time and opens it again. */
    RESTART,
    /** Ends the connection between two events and answers the next requests with 503 and {@code Retry-After}. */
    BUSY,
    /** Sends nothing any more and leaves the connection open. */
    SILENCE,
    /** Sends a line that does not end. */
    LINE
}
