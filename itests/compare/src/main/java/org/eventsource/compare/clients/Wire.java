package org.eventsource.compare.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The lines that a process of a client reads and writes. The first word of a line is one of these. */
public final class Wire {

    /** Read: opens the stream of a scenario. Its name and its URL follow. */
    public static final String OPEN = "open";

    /** Read: closes all streams. */
    public static final String CLOSE = "close";

    /** Read: measures the heap, now and from now on. Written: the bytes in use after a collection follow. */
    public static final String MEMORY = "memory";

    /** Read: measures the heap for the last time. Written: the most bytes in use since the first time follow. */
    public static final String MOST_MEMORY = "most-memory";

    /** Written: the process waits for its first line. */
    public static final String READY = "ready";

    /** Written: a delivery. The scenario, the id and the data follow, the last two encoded. */
    public static final String EVENT = "event";

    private Wire() {}

    static String encode(String text) {
        return "=" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** Decodes an id or data. */
    public static String decode(String word) {
        return new String(Base64.getDecoder().decode(word.substring(1)), UTF_8);
    }
}
