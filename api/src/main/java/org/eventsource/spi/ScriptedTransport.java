package org.eventsource.spi;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces HTTP and the clock for the streams of an application in CDI, for tests. If the application has a bean of
 * this type with the qualifier {@code Default}, every stream uses it. The artifact {@code eventsource-testing} has such
 * a bean; applications need none of their own.
 *
 * <p>The methods may be called by any thread. They must not block, and must not call the methods of an {@link Attempt}
 * before they return.
 */
public interface ScriptedTransport {

    /**
     * Begins an attempt to connect, and returns immediately.
     *
     * @param key the key of the stream; the URL of a stream that was opened by its URL
     * @return ends the attempt. It may be called at any time and more than once. Afterwards the attempt ignores what it
     *     receives
     */
    Runnable connect(String key, Attempt attempt);

    /** Returns the time. It never goes back. */
    Instant now();

    /**
     * Runs a task when a time has passed. The task does not block.
     *
     * @param delay zero or positive
     * @return cancels the task if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);

    /**
     * A stream submits a task to an executor. Until all such tasks have ended, the streams may have something to do.
     *
     * @return is called once, when the task has run or the executor has rejected it
     */
    Runnable submitted();

    /**
     * The request of an attempt.
     *
     * @param method such as {@code GET}
     * @param headers by their names in any case; unmodifiable
     * @param body in UTF-8; empty if there is none
     */
    record Request(String method, URI url, Map<String, List<String>> headers, String body) {

        /** Copies the headers. */
        public Request {
            Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
            headers = Collections.unmodifiableMap(copy);
        }

        /** Leaves out headers, body and query, which may be secret. */
        @Override
        public String toString() {
            return "Request[" + method + " " + url.getRawPath() + "]";
        }
    }

    /**
     * One attempt to connect, and the connection that it opens. All methods but {@link #execute} are called by tasks of
     * {@code execute}, one after the other.
     */
    interface Attempt {

        /**
         * Runs a task on the executor that runs code of the application. If the executor rejects it, the stream ends.
         */
        void execute(Runnable task);

        /**
         * Makes the request. To be called once, before the other methods. It calls code of the application.
         *
         * @throws Exception if the application throws; to be passed to {@link #fail}
         */
        Request request() throws Exception;

        /**
         * Passes the response on.
         *
         * @param headers by their names in any case
         * @return whether the stream reads the body. If not, the attempt is over
         */
        boolean respond(int status, Map<String, List<String>> headers);

        /** Passes bytes of the body on. Returns when listeners and observers have been called. */
        void read(byte[] bytes);

        /** The server ended the response. The attempt is over. */
        void end();

        /** There is no response, or the connection broke. The attempt is over. */
        void fail(Throwable cause);
    }
}
