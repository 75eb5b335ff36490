package org.eventsource.compare.clients;

import java.net.URI;
import java.time.Duration;

/** A client that is compared. One object opens all streams of its process. */
public interface Peer {

    /**
     * How long a connection may be silent. Each client that documents such a setting gets this value: the server sends
     * a comment every second.
     */
    Duration SILENCE = Duration.ofSeconds(6);

    /**
     * Opens a stream. May block until it is open.
     *
     * @return closes it
     */
    AutoCloseable open(URI url, StreamListener listener) throws Exception;
}
