package org.eventsource.benchmarks.streams;

import java.net.URI;

/** A client of server-sent events, or what no client can be faster than. */
public interface Contestant {

    /**
     * Opens a stream.
     *
     * @param listener called by one thread at a time
     * @return closes it
     */
    AutoCloseable open(URI url, StreamListener listener) throws Exception;
}
