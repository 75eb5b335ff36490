package org.eventsource.impl.state;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What a response means. */
public sealed interface Verdict {

    /** The response is the stream. */
    record Accept() implements Verdict {}

    /** The stream has another URL. */
    record Redirect(URI target) implements Verdict {}

    /** The response is not a stream. Another attempt may find one. */
    record Retry(Failure failure, Optional<Duration> after) implements Verdict {}

    /** The response is not a stream. Another attempt without the last event id may find one. */
    record RetryWithoutId(Failure failure, Optional<Duration> after) implements Verdict {}

    /**
     * The response is not a stream, and the source is closed.
     *
     * @param after the value of {@code Retry-After}
     */
    record Refuse(Failure failure, Optional<Duration> after) implements Verdict {

        public Refuse(Failure failure) {
            this(failure, Optional.empty());
        }
    }

    /** The server wants no more requests for this stream. */
    record End(Failure failure) implements Verdict {}
}
