package org.eventsource.impl.state;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What a response means. */
public sealed interface Verdict {

    /** It is a stream. */
    record Accept() implements Verdict {}

    /** The stream is elsewhere. */
    record Redirect(URI target) implements Verdict {}

    /** It is none; another attempt may find one. */
    record Retry(Failure failure, Optional<Duration> after) implements Verdict {}

    /** It is none, perhaps because of the last event id: another attempt without the id may find one. */
    record RetryWithoutId(Failure failure, Optional<Duration> after) implements Verdict {}

    /**
     * It is none, and the source is closed.
     *
     * @param after how long the server wants to be left alone, if it said so
     */
    record Refuse(Failure failure, Optional<Duration> after) implements Verdict {

        public Refuse(Failure failure) {
            this(failure, Optional.empty());
        }
    }

    /** The server wants no more requests for this stream. */
    record End(Failure failure) implements Verdict {}
}
