package org.eventsource.conformance;

import java.util.List;

/**
 * One request of the client and what the server does with it.
 *
 * @param place where the request must come to
 * @param status 0: the server sends no head
 * @param headers without those that every response has
 * @param without headers that the request must not have
 * @param waitsForCaller whether the response waits until the client's constructor has returned
 */
record Exchange(
        Place place,
        int status,
        List<String> headers,
        List<String> without,
        boolean waitsForCaller,
        List<Step> body,
        Framing framing,
        End end) {

    /** The client's own URL. */
    static final Place HOME = new Place(false, "/stream");

    /** A path, on the server of the client's URL or on another. */
    record Place(boolean elsewhere, String path) {}

    enum Framing {
        /** The body lasts until the connection ends. */
        CONNECTION,
        /** Each piece is a chunk. */
        CHUNKED
    }

    enum End {
        /** As a server ends that is done. */
        FIN,
        /** The connection is torn. */
        RESET,
        /** By FIN, but in the middle of a chunk. */
        TORN_CHUNK,
        /** The server waits for the client to leave. */
        LEAVE
    }

    /** What makes every client stop for good. */
    static Exchange noContent() {
        return new Exchange(HOME, 204, List.of(), List.of(), false, List.of(), Framing.CONNECTION, End.FIN);
    }
}
