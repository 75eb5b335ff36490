package org.eventsource.impl.transport;

/**
 * The last event id, as a request carries it.
 *
 * @param header the id in the header {@code Last-Event-ID}; empty: there is no such header
 * @param query the id in the query; empty: it is not there
 */
public record SentId(String header, String query) {

    public static final SentId NONE = new SentId("", "");

    public static SentId inHeader(String id) {
        return new SentId(id, "");
    }

    /** Returns the id; empty: the request carries none. */
    public String id() {
        return header.isEmpty() ? query : header;
    }

    SentId inHeaderOnly() {
        return new SentId(header, "");
    }
}
