package org.eventsource.cdi;

import java.net.URI;

/**
 * Adds headers and query parameters to the requests of an application's streams, for example a token that expires. The
 * application provides it as a bean.
 *
 * <p>A bean with a {@link Stream} qualifier is called only for that stream:
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
 * <p>A bean without a qualifier is called for <em>every</em> stream of the application, including streams of foreign
 * servers. It is called before beans with a qualifier. All these servers get the headers that it sets. To send a header
 * to one server only, check the URL:
 *
 * <pre>{@code
 * if (request.url().getHost().equals("api.example.org")) {
 *     request.header("Authorization", "Bearer " + current());
 * }
 * }</pre>
 *
 * <p>It is called in a request context, on a thread that may block, within the stream's {@code connect-timeout}. It is
 * never called for a source that {@link EventSources#open} opened. If it throws an exception, the attempt fails and is
 * retried.
 */
@FunctionalInterface
public interface RequestCustomizer {

    /** Called at each attempt to connect, but not for its redirects. */
    void customize(Request request) throws Exception;

    /** A request that is not yet sent. */
    interface Request {

        /** Returns the key of the stream, as in {@link Stream}. */
        String key();

        /**
         * Returns the URL of the request, with the values of {@link org.eventsource.EventSource.Builder#path}. After a
         * redirect to another origin the headers are not sent.
         */
        URI url();

        /** Returns the last event id that this request sends; empty if it sends none. The stream resumes after it. */
        String lastEventId();

        /**
         * Sets a header. It replaces a header with an equal name, in any case.
         *
         * @throws IllegalArgumentException if the name or the value is not allowed in a request, or if the name is
         *     reserved, like {@link org.eventsource.EventSource.Builder#header(String, String)}
         */
        void header(String name, String value);

        /**
         * Sets a query parameter. It replaces a parameter with an equal name. It is not sent to the target of a
         * redirect.
         *
         * @throws IllegalArgumentException if the name is empty, or if the name or the value is not valid Unicode, like
         *     {@link org.eventsource.EventSource.Builder#query(String, String)}
         */
        void query(String name, String value);

        /**
         * Sets the body. It replaces another body. The method of the stream must have a body; if it is {@code GET}, the
         * attempt fails.
         *
         * @param contentType such as {@code application/json}
         * @param content is copied
         * @throws IllegalArgumentException if the content type is not one
         */
        void body(String contentType, byte[] content);
    }
}
