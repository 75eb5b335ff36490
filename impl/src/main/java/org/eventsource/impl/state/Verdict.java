package org.eventsource.impl.state;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What a response means. */
public sealed interface Verdict {

    /** Returns this verdict with the answer of the server, which the failure passes to the application. */
    default Verdict with(Answer answer) {
        return this;
    }

    /** The response is the stream. */
    record Accept() implements Verdict {}

    /**
     * The stream has another URL.
     *
     * @param status the status of the redirect
     */
    record Redirect(int status, URI target) implements Verdict {}

    /** The response is not a stream. Another attempt may find one. */
    record Retry(Failure failure, Optional<Duration> after) implements Verdict {
        @Override
        public Retry with(Answer answer) {
            return new Retry(failure.with(answer), after);
        }
    }

    /** The response is not a stream. Another attempt without the last event id may find one. */
    record RetryWithoutId(Failure failure, Optional<Duration> after) implements Verdict {
        @Override
        public RetryWithoutId with(Answer answer) {
            return new RetryWithoutId(failure.with(answer), after);
        }
    }

    /**
     * The response is not a stream, and the source is closed.
     *
     * @param after the value of {@code Retry-After}
     */
    record Refuse(Failure failure, Optional<Duration> after) implements Verdict {

        public Refuse(Failure failure) {
            this(failure, Optional.empty());
        }

        @Override
        public Refuse with(Answer answer) {
            return new Refuse(failure.with(answer), after);
        }
    }

    /** The server wants no more requests for this stream. */
    record End(Failure failure) implements Verdict {
        @Override
        public End with(Answer answer) {
            return new End(failure.with(answer));
        }
    }
}
