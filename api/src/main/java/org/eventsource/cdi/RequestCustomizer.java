package org.eventsource.cdi;

import java.net.URI;

/**
 * Completes the requests of an application's streams, each time one is made: with a token that expires, say. A bean
 * that the application provides; with a {@link Stream} qualifier it is asked for that stream alone, after those
 * without.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class Tokens implements RequestCustomizer {
 *     public void customize(Request request) {
 *         request.header("Authorization", "Bearer " + current());
 *     }
 * }
 * }</pre>
 *
 * <p>It is asked in a request context, on a thread that may block, within the stream's {@code connect-timeout}, and
 * never of a source that {@link EventSources#open} opened. An exception is a failed attempt: another follows.
 */
@FunctionalInterface
public interface RequestCustomizer {

    /** Called at each attempt to connect, though not for the redirects that follow. */
    void customize(Request request) throws Exception;

    /** A request that is about to be made. */
    interface Request {

        /** The stream, as in {@link Stream}. */
        String key();

        /** Where it goes. */
        URI url();

        /**
         * Sets a header, in place of one of that name, in any case.
         *
         * @throws IllegalArgumentException if no request may carry that name or value, or if the name is reserved, as
         *     {@link org.eventsource.EventSource.Builder#header(String, String)} says
         */
        void header(String name, String value);
    }
}
