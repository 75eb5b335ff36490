package org.eventsource.cdi;

import java.net.URI;

/**
 * Completes the requests of an application's streams, for example with a token that expires. The application provides
 * it as a bean.
 *
 * <p>A bean with a {@link Stream} qualifier is called for that stream alone:
 *
 * <pre>{@code
 * @ApplicationScoped
 * @Stream("prices")
 * class Tokens implements RequestCustomizer {
 *     public void customize(Request request) {
 *         request.header("Authorization", "Bearer " + current());
 *     }
 * }
 * }</pre>
 *
 * <p>A bean without a qualifier is called for <em>every</em> stream of the application, also those of other parties'
 * servers, and before those with one. What it sets is sent to all of these servers. Where that must not be, it decides
 * by the URL:
 *
 * <pre>{@code
 * if (request.url().getHost().equals("api.example.org")) {
 *     request.header("Authorization", "Bearer " + current());
 * }
 * }</pre>
 *
 * <p>It is called in a request context, on a thread that may block, within the stream's {@code connect-timeout}, and
 * never for a source that {@link EventSources#open} opened. If it throws an exception, the attempt has failed and
 * another follows.
 */
@FunctionalInterface
public interface RequestCustomizer {

    /** Called at each attempt to connect, though not for the redirects that follow. */
    void customize(Request request) throws Exception;

    /** A request that is about to be made. */
    interface Request {

        /** The stream, as in {@link Stream}. */
        String key();

        /**
         * Returns the URL that the request goes to, with the values of
         * {@link org.eventsource.EventSource.Builder#path}. Headers are not sent along with a redirect to another
         * origin.
         */
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
