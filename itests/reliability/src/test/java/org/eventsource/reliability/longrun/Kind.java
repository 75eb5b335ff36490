package org.eventsource.reliability.longrun;

/** The ways in which a stream is read, and how many streams of each there are. */
enum Kind {
    /** A listener, over the JDK's client. */
    LISTENER(40),
    /** A listener, over the Jakarta REST client. */
    REST(20),
    /** A compressed stream. */
    GZIP(30),
    /** A loop over an {@code EventStream}. */
    LOOP(20),
    /** A subscriber that requests some messages at a time. */
    SUBSCRIBER(30),
    /** A cursor in a file. */
    CURSOR(20),
    /** A source that is paused and resumed. */
    PAUSED(20),
    /** The last id is sent in the query. */
    QUERY(20);

    /** The parameter of the query for the last id. */
    static final String ID = "after";

    private final int streams;

    Kind(int streams) {
        this.streams = streams;
    }

    int streams() {
        return streams;
    }

    static int all() {
        int all = 0;
        for (Kind kind : values()) {
            all += kind.streams;
        }
        return all;
    }

    String path(int number) {
        return "/" + name() + "/" + number;
    }
}
