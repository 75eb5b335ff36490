package org.eventsource.reliability.kills;

/** Where a process was when it was killed. */
enum Place {
    /** Between messages, or before the first one. A kill here proves nothing. */
    ELSEWHERE,
    /** From the first call for a message until its commit, with the waits before further calls. */
    HANDLING,
    /** In a commit, or in the save of a cursor without a transaction. */
    COMMIT,
    /** From the loss of a connection until the next message. */
    RECONNECTING
}
