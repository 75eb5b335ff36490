package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.Optional;

/** A client of server-sent events, or what no client can be faster than. */
public interface Contestant {

    /**
     * Opens a stream.
     *
     * @param listener called by one thread at a time
     * @return closes it
     */
    AutoCloseable open(URI url, StreamListener listener) throws Exception;

    /** All that there is of a stream that is not opened yet; empty where that is not apart from opening it. */
    default Optional<Object> unopened(URI url, StreamListener listener) {
        return Optional.empty();
    }
}
