package org.eventsource.impl.state;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * An event that may change the state of a source.
 *
 * <p>Each signal calls one method of a {@link Visitor}. A new signal needs a new method there, and the compiler rejects
 * a {@link State} without it.
 */
public sealed interface Signal {

    <R> R accept(Visitor<R> visitor);

    /** One method for each signal. */
    interface Visitor<R> {

        R onOpened(Opened signal);

        R onLost(Lost signal);

        R onIdRefused(IdRefused signal);

        R onRefused(Refused signal);

        R onFailed(Failed signal);

        R onGiveUp(GiveUp signal);

        R onRetry(Retry signal);

        R onElapsed(Elapsed signal);

        R onResumed();

        R onReopen();

        R onClose();
    }

    /**
     * The response is a stream.
     *
     * @param origin the origin of the URL that returned it
     * @param headers none if that is not the origin that the application named
     */
    record Opened(String origin, HttpHeaders headers) implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onOpened(this);
        }
    }

    /**
     * The connection was lost, or an attempt failed in a way that is retried.
     *
     * @param proven whether the connection had worked; if so, the next delay is the shortest again
     * @param starting whether the server may still be starting; if so, the next delay is one of the short delays for
     *     that case
     * @param counts whether a failed attempt counts for the limits
     * @param retryAfter the delay that the server requested
     */
    record Lost(Failure failure, boolean proven, boolean starting, boolean counts, Optional<Duration> retryAfter)
            implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onLost(this);
        }
    }

    /**
     * The server refused the request. The last event id may be too long for the server.
     *
     * @param counts whether the failed attempt counts for the limits
     * @param retryAfter the delay that the server requested
     */
    record IdRefused(Failure failure, boolean counts, Optional<Duration> retryAfter) implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onIdRefused(this);
        }
    }

    /**
     * The response is not a stream, or the application cannot handle a message. If the source reopens, it waits and
     * connects again. Any other source is closed.
     *
     * @param counts whether the failed attempt counts for the limits
     * @param retryAfter the delay that the server requested
     */
    record Refused(Failure failure, boolean counts, Optional<Duration> retryAfter) implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onRefused(this);
        }
    }

    /** The source is closed for good: the server wants no more requests, or the stream cannot go on. */
    record Failed(Failure failure) implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onFailed(this);
        }
    }

    /**
     * The source was without a connection for as long as the application allows.
     *
     * @param paused whether the source is paused, a message is not handled yet, or the store of the cursor has not
     *     answered; if so, the source does not give up
     */
    record GiveUp(Failure failure, boolean paused) implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onGiveUp(this);
        }
    }

    /** The stream has a {@code retry} field. */
    record Retry(Duration time) implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onRetry(this);
        }
    }

    /**
     * The delay before the next attempt is over.
     *
     * @param held whether the attempt waits until {@link Resumed}
     */
    record Elapsed(boolean held) implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onElapsed(this);
        }
    }

    /** The application does not pause the source, and all messages are handled. */
    record Resumed() implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onResumed();
        }
    }

    /** The application opens a source that a response closed for a time. */
    record Reopen() implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onReopen();
        }
    }

    /** The application closes the source. */
    record Close() implements Signal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onClose();
        }
    }
}
