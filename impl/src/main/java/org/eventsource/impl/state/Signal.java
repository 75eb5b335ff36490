package org.eventsource.impl.state;

import java.time.Duration;
import java.util.Optional;

/** What happens to a source. */
public sealed interface Signal {

    /** The response is a stream. */
    record Opened() implements Signal {}

    /**
     * The connection was lost, or an attempt failed in a way that is tried again.
     *
     * @param proven whether the connection had shown that it works: the next delay is the shortest again
     * @param starting whether the server may still be starting: attempts then follow at a pace of their own
     * @param retryAfter what the server asked for
     */
    record Lost(Failure failure, boolean proven, boolean starting, Optional<Duration> retryAfter) implements Signal {}

    /**
     * The server refused the request, perhaps for the length of the last event id.
     *
     * @param retryAfter what the server asked for
     */
    record IdRefused(Failure failure, Optional<Duration> retryAfter) implements Signal {}

    /** The attempt failed in a way that is not tried again, or the stream cannot go on. */
    record Failed(Failure failure) implements Signal {}

    /** The stream's {@code retry} field. */
    record Retry(Duration time) implements Signal {}

    /** The delay before the next attempt is over. */
    record Elapsed() implements Signal {}

    /** The application does not want it any more. */
    record Close() implements Signal {}
}
