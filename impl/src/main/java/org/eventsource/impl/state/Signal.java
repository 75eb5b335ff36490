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
     * @param starting whether the server may still be starting: short delays of their own then precede the attempts
     * @param retryAfter what the server asked for
     */
    record Lost(Failure failure, boolean proven, boolean starting, Optional<Duration> retryAfter) implements Signal {}

    /**
     * The server refused the request, perhaps for the length of the last event id.
     *
     * @param retryAfter what the server asked for
     */
    record IdRefused(Failure failure, Optional<Duration> retryAfter) implements Signal {}

    /**
     * The server answered with something that is no stream. A source that is opened again waits for that; any other
     * source ends.
     *
     * @param retryAfter what the server asked for
     */
    record Refused(Failure failure, Optional<Duration> retryAfter) implements Signal {}

    /** The source ends for good: the server wants no more requests, or the stream cannot go on. */
    record Failed(Failure failure) implements Signal {}

    /** The stream's {@code retry} field. */
    record Retry(Duration time) implements Signal {}

    /** The delay before the next attempt is over. */
    record Elapsed() implements Signal {}

    /** The application wants a source that is closed for a time to be opened at once. */
    record Reopen() implements Signal {}

    /** The application does not want it any more. */
    record Close() implements Signal {}
}
