package org.eventsource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.client.Client;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.EventSourceProvider;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a stream of <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent
 * events</a>, like the browser's <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface">{@code EventSource}</a>.
 * It connects and dispatches events. If the connection is lost, it connects again and resumes after the last event,
 * until it is closed.
 *
 * <pre>{@code
 * try (EventSource source = EventSource.builder("https://example.org/prices")
 *         .onMessage(message -> use(message.data()))
 *         .onError(error -> log(error.reason()))
 *         .open()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. Events are dispatched one at a time, in order, and never on the thread
 * that opened the source.
 */
public interface EventSource extends EventTarget, AutoCloseable {

    /**
     * Returns a builder for a URL. The builder does not connect before {@link Builder#open()}. The path of the URL may
     * have names in braces, as in {@code https://example.org/{tenant}/stream}. {@link Builder#path} sets the value of
     * each name.
     *
     * @param url absolute, http or https
     * @throws IllegalArgumentException if the URL is not absolute, if it is neither http nor https, or if it has braces
     *     that are not around a name in the path
     * @throws IllegalStateException if no implementation is on the class path
     */
    static Builder builder(String url) {
        try {
            boolean hasBraces = requireNonNull(url, "url").indexOf('{') >= 0 || url.indexOf('}') >= 0;
            return builder(new URI(hasBraces ? "template:" + URLEncoder.encode(url, UTF_8) : url));
        } catch (URISyntaxException e) {
            // Neither the URL nor the cause is quoted: a malformed URL may have a password anywhere.
            throw new IllegalArgumentException(
                    "url: cannot be parsed: " + e.getReason() + (e.getIndex() < 0 ? "" : " at index " + e.getIndex()));
        }
    }

    /**
     * Returns a builder for a URL without names in braces. A {@link URI} cannot have braces.
     *
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     * @throws IllegalStateException if no implementation is on the class path
     */
    static Builder builder(URI url) {
        return EventSourceProvider.find().builder(requireNonNull(url, "url"));
    }

    /** Opens a source with the browser's defaults, like {@code new EventSource(url)}. */
    static EventSource open(String url) {
        return builder(url).open();
    }

    /**
     * Returns the URL of the builder, with the values of {@link Builder#path} and without the values of
     * {@link Builder#query}. A redirect does not change it.
     */
    URI url();

    /** Returns the value of {@link Builder#withCredentials}. It has no effect, because there is no cookie store. */
    boolean withCredentials();

    /** Returns the current state. */
    ReadyState readyState();

    /**
     * Returns the id after which the stream resumes: the last id of a complete block, also of a block without data.
     * While the listeners of a message run, it is the message's own. Before the first id it is the value of
     * {@link Builder#lastEventId}. Empty if there is none. A reconnection and {@link #close()} do not change it.
     */
    String lastEventId();

    /**
     * Sets the handler of {@code open} events; null removes it. Handlers have their place in the order of listeners.
     */
    void onOpen(@Nullable EventListener<? super OpenEvent> handler);

    /** Sets the handler of messages with the type {@code "message"}, and of no others; null removes it. */
    void onMessage(@Nullable EventListener<? super MessageEvent> handler);

    /** Sets the handler of {@link ErrorEvent}s; null removes it. The server's own {@code event: error} is a message. */
    void onError(@Nullable EventListener<? super ErrorEvent> handler);

    /**
     * Delivers no messages until {@link #resume}. A message that is being delivered still reaches its other listeners.
     * Messages are not lost: the source does not read on, so the server has to wait once the buffers of the network are
     * full. At most 64 KiB of what was read wait in the source, beside an event that is not complete. {@code open} and
     * {@code error} events are dispatched as usual. If the connection is lost, the source reconnects after
     * {@link #resume}, and not before.
     *
     * <p>The time of a pause does not count for {@link Builder#idleTimeout} and {@link Builder#giveUpAfter}. A source
     * that is resumed during an outage has the whole time of {@code giveUpAfter} again. An attempt that is running when
     * the source is paused goes on. If it fails, it counts for {@link Builder#maxAttempts}.
     *
     * <p>Never blocks. May be called from any thread, also by a listener, and more than once. Does nothing if the
     * source is closed for good. On {@link TransportKind#JDK} the source uses HTTP/1.1 for connections that it makes
     * later: streams that share an HTTP/2 connection would be held up, too.
     */
    void pause();

    /**
     * Ends a pause. Delivers what was held, then reads on, or reconnects. Never blocks, and dispatches nothing on this
     * thread. Does nothing if the source is not paused.
     */
    void resume();

    /**
     * Closes the source for good. Never blocks. May be called from any thread, in any state, and more than once. An
     * event that is being dispatched still reaches its other listeners. After that no event is dispatched, also none
     * that reports the close.
     */
    @Override
    void close();

    /**
     * The settings of sources. A builder is mutable and not safe for use by several threads. It may open any number of
     * sources. Each source has the settings at the time when it was opened. No argument may be null unless its
     * description allows it.
     */
    interface Builder {

        /**
         * Sets the value of a name in braces in the path of the URL. It replaces an earlier value. The value is encoded
         * as one segment of the path, so a slash, a question mark or a percent sign in it stays a character of the
         * value. If the URL has the name twice, both places get the value.
         *
         * @throws IllegalArgumentException if the URL does not have that name in braces; if the value is empty or not
         *     valid Unicode; if it makes a segment {@code .} or {@code ..}. Such a segment would lead to another path.
         */
        Builder path(String name, String value);

        /**
         * Sets a query parameter of each attempt. It is added after the query that the URL has itself. It replaces the
         * value of an earlier call with an equal name. Name and value are percent-encoded as UTF-8. It is not sent to
         * the target of a redirect. {@link EventSource#url()}, logs and messages do not have it. The setting is
         * {@code query."<name>"}.
         *
         * @throws IllegalArgumentException if the name is empty, or if the name or the value is not valid Unicode
         */
        Builder query(String name, String value);

        /**
         * Sets a query parameter whose value is supplied at each attempt. The supplier is called within
         * {@link #connectTimeout}, and never on the thread that called {@link #open()}. If it returns null, the
         * parameter is omitted. If it throws an exception or returns a value that is not valid Unicode, the attempt
         * fails.
         *
         * @throws IllegalArgumentException if the name is empty or not valid Unicode
         */
        Builder query(String name, Supplier<? extends @Nullable String> value);

        /**
         * Sets the name of a query parameter with the last event id: none unless set. Each attempt that sends the
         * header {@code Last-Event-ID} sends the parameter, too. It replaces a parameter of {@link #query} with an
         * equal name. While there is no id, that parameter stays. The setting is {@code last-event-id-query}.
         *
         * @throws IllegalArgumentException if the name is empty or not valid Unicode
         */
        Builder lastEventIdQuery(String name);

        /**
         * Sets the method of the request: {@code GET} unless set. It is sent in upper case. A request with another
         * method than {@code GET}, {@code QUERY} or {@code REPORT} is sent only once, because the server may do its
         * work at each request. When its connection ends, the source is closed and does not connect again, unless
         * {@link #reconnect} allows it. The setting is {@code method}.
         *
         * <p>A method other than {@code GET} uses {@link TransportKind#JDK} unless {@link #client} or
         * {@link #transport} is set. A Jakarta REST client is allowed only if tests have shown that it sends such a
         * request once.
         *
         * <p>A redirect with 307 or 308 is followed with this method and the body, within the origin only. A redirect
         * with another status is followed with {@code GET} and without a body.
         *
         * @throws IllegalArgumentException if it is no name of a method, or {@code CONNECT}, {@code HEAD} or
         *     {@code TRACE}, which cannot open a stream
         */
        Builder method(String method);

        /**
         * Sets the body of the request, as UTF-8. It replaces an earlier body, and the content type replaces a header
         * {@code Content-Type}. {@link #method} must name a method that has a body.
         *
         * @param contentType such as {@code application/json}
         * @throws IllegalArgumentException if the content type is not one
         */
        Builder body(String contentType, String content);

        /**
         * Sets the body of the request. The bytes are copied. Otherwise like {@link #body(String, String)}.
         *
         * @throws IllegalArgumentException if the content type is not one
         */
        Builder body(String contentType, byte[] content);

        /**
         * Sets a body that is supplied at each attempt, like a {@linkplain #header(String, Supplier) header}. If the
         * supplier throws an exception or returns null, the attempt fails. Otherwise like {@link #body(String,
         * String)}.
         *
         * @throws IllegalArgumentException if the content type is not one
         */
        Builder body(String contentType, Supplier<String> content);

        /**
         * Sets whether the server may compress the stream: false unless set. The request has the header
         * {@code Accept-Encoding: gzip, deflate}, unless the application sets that header. What the server has flushed
         * is decoded immediately. A stream that expands to more than {@link #maxEventSize} bytes without an event, and
         * to a hundred times of what was received, closes the source with an {@link EventTooLargeException}. The
         * setting is {@code compression}.
         */
        Builder compression(boolean compression);

        /** Sets the handler {@link EventSource#onOpen} of each source. */
        Builder onOpen(@Nullable EventListener<? super OpenEvent> handler);

        /** Sets the handler {@link EventSource#onMessage} of each source. */
        Builder onMessage(@Nullable EventListener<? super MessageEvent> handler);

        /** Sets the handler {@link EventSource#onError} of each source. */
        Builder onError(@Nullable EventListener<? super ErrorEvent> handler);

        /** Calls {@link EventTarget#addEventListener(String, EventListener, ListenerOption...)} for each source. */
        Builder addEventListener(String type, EventListener<? super MessageEvent> listener, ListenerOption... options);

        /** Calls {@link EventTarget#addEventListener(Class, EventListener, ListenerOption...)} for each source. */
        <E extends Event> Builder addEventListener(
                Class<E> kind, EventListener<? super E> listener, ListenerOption... options);

        /**
         * Calls {@link EventTarget#addEventListener(String, Class, EventListener, ListenerOption...)} for each source.
         */
        <E extends Event> Builder addEventListener(
                String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options);

        /**
         * Sets the delay before the next attempt: 3 seconds unless set. The stream's {@code retry} field replaces it.
         * The delay doubles after each failed attempt, up to {@link #maxReconnectionTime}. It is at least 100
         * milliseconds and at most 24 hours. A random time is added to every delay, also to a delay of
         * {@code Retry-After}: up to half of the delay, and at most 30 seconds. The setting is
         * {@code reconnection-time}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder reconnectionTime(Duration time);

        /**
         * Sets the longest delay that doubling leads to: 30 seconds unless set. If the reconnection time, the
         * {@code retry} field or {@code Retry-After} is longer, it is used, up to 24 hours, and does not grow. The
         * setting is {@code max-reconnection-time}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder maxReconnectionTime(Duration time);

        /**
         * Sets the statuses that are retried instead of closing the source: none unless set. Each call replaces the
         * previous one. {@code Retry-After} sets the delay. The setting is {@code reconnect-on}.
         *
         * @throws IllegalArgumentException if a status is not from 400 to 599
         */
        Builder reconnectOn(int... statuses);

        /**
         * Sets whether the source connects again after the end or the loss of a connection. Unless set, this is true
         * for the methods {@code GET}, {@code QUERY} and {@code REPORT}, and false for other methods. If false, the
         * source sends one request, apart from redirects. Its end closes the source: the error event has the kind
         * {@link ErrorKind#END} after an orderly end. A failure to connect is not repeated either, but a store of a
         * {@link #cursor cursor} that does not answer is asked again: until then no request is sent. With
         * {@link TransportKind#AUTO} and without {@link #client}, the request goes over {@code java.net.http}, which
         * then does not repeat it by itself. The setting is {@code reconnect}.
         */
        Builder reconnect(boolean reconnect);

        /**
         * Sets a predicate that accepts the last message of the stream, of any type: none unless set. After the
         * delivery of that message the source is closed like by {@link EventSource#close()}. The predicate is called
         * after the listeners, on their thread, or on the thread that takes the messages of an {@link EventStream}. If
         * it throws an exception, that is logged and the stream goes on.
         */
        Builder closeOn(Predicate<? super MessageEvent> last);

        /**
         * Sets how many attempts in a row may fail. After that the source is closed. An attempt that opens the stream
         * begins a new row. If the store of a {@link #cursor cursor} does not answer, the server is not asked, and that
         * is no failed attempt. Zero unless set: no limit. The setting is {@code max-attempts}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder maxAttempts(int attempts);

        /**
         * Sets how long the source may be without an open stream. After that it is closed. The time begins with the
         * first attempt, and again with the loss of a stream. It does not end while the source is paused, while a
         * message is not handled yet, or while the store of a {@link #cursor cursor} does not answer; after that the
         * whole time begins again. Zero unless set: no limit. The setting is {@code give-up-after}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder giveUpAfter(Duration time);

        /**
         * Sets the delay before the first attempt: zero unless set. No random time is added. The setting is
         * {@code initial-delay}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder initialDelay(Duration time);

        /**
         * Sets how long an attempt may take until the response's headers arrive. After that it has failed. 10 seconds
         * unless set. Zero: no limit. The setting is {@code connect-timeout}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder connectTimeout(Duration time);

        /**
         * Sets how long an open stream may send nothing, not even a comment. After that the connection counts as lost.
         * Zero unless set: no limit. The setting is {@code idle-timeout}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder idleTimeout(Duration time);

        /**
         * Sets the largest size of an event, and of one line of it, in bytes: 16 MiB unless set. A larger one closes
         * the source with an {@link EventTooLargeException}. The setting is {@code max-event-size}.
         *
         * @throws IllegalArgumentException if not positive
         */
        Builder maxEventSize(int bytes);

        /**
         * Sets how many bytes {@link ErrorEvent#body()} has at most: 4 KiB unless set. Zero: no body is read. The
         * setting is {@code max-body}.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder maxBody(int bytes);

        /**
         * Sets a header of each attempt. It replaces a header with an equal name, in any case. {@code Accept} is
         * {@code text/event-stream} unless set. The setting is {@code header."<name>"}.
         *
         * @throws IllegalArgumentException if the name or the value is not allowed in a request, or if the name is
         *     reserved. Reserved are two headers that the standard sets ({@code Cache-Control}, {@code Last-Event-ID})
         *     and the headers that the connection needs ({@code Connection}, {@code Content-Length}, {@code Expect},
         *     {@code Host}, {@code Upgrade})
         */
        Builder header(String name, String value);

        /**
         * Sets a header whose value is supplied at each attempt. The supplier is called within {@link #connectTimeout},
         * and never on the thread that called {@link #open()}. If it returns null, the header is omitted. If it throws
         * an exception or returns a value that is not allowed in a request, the attempt fails.
         *
         * @throws IllegalArgumentException if the name is not allowed or reserved, like {@link #header(String, String)}
         */
        Builder header(String name, Supplier<? extends @Nullable String> value);

        /**
         * Sets the value of {@link EventSource#withCredentials()}: false unless set. The setting is
         * {@code with-credentials}.
         */
        Builder withCredentials(boolean withCredentials);

        /**
         * Sets the id after which the stream resumes. The first attempt sends it as {@code Last-Event-ID}. Empty unless
         * set: the header is omitted. The setting is {@code last-event-id}.
         */
        Builder lastEventId(String id);

        /**
         * Keeps the id up to which the stream was handled in a store: none unless set. Each connection resumes after
         * that id, also in a new process. {@link #lastEventId} counts only while the store has no id. A first event of
         * a connection whose own id equals the id that was sent is not delivered, because it was handled before.
         *
         * <p>The cursor moves when the listeners for a message have returned. If one of them throws an exception, the
         * connection ends with {@link ErrorKind#LISTENER}, and the next one begins with that message again. A listener
         * with {@link ListenerOption#ONCE} is removed before its call, so it does not receive it again. The messages of
         * {@link #stream} are handled when the application takes the next one, and the messages of {@link #publisher}
         * when {@code onNext} has returned, also if a listener beside them throws an exception. If the store does not
         * answer, nothing more is delivered and the call of the store is repeated until it does.
         *
         * <p>In CDI the setting {@code cursor} does this for the observers of a stream.
         *
         * @param name the name of the cursor in the store, from 1 to 255 characters. Two sources must not use one name
         *     at the same time
         * @throws IllegalArgumentException if the name is empty or longer
         */
        Builder cursor(CursorStore store, String name);

        /**
         * Sets which redirects are followed: {@link Redirects#ALWAYS} unless set. Any other redirect closes the source;
         * the error event has its status and a reason. A server that may redirect anywhere can make this process send
         * requests to addresses that only this process reaches. The setting is {@code follow-redirects}.
         */
        Builder followRedirects(Redirects redirects);

        /**
         * Sets the HTTP client of the source: {@link TransportKind#AUTO} unless set. The setting is {@code transport}.
         */
        Builder transport(TransportKind kind);

        /**
         * Sets the application's own client, with its filters, features and TLS settings. The source never closes it.
         * Not allowed with {@link TransportKind#JDK}. If the client follows redirects by itself,
         * {@link #followRedirects} does not limit them. Only for a Jersey client the source turns that off.
         */
        Builder client(Client client);

        /**
         * Sets the application's own client of {@code java.net.http}, with its certificates, proxy, authenticator,
         * cookies and executor. The source never closes it. It uses HTTP/2 only if the client does. The client must not
         * follow redirects, because the source does. Not allowed with {@link #client}, nor with
         * {@link TransportKind#REST}.
         *
         * <p>Before Java 24 a client with an authenticator sends no header {@code Authorization} or
         * {@code Proxy-Authorization} that was set for a request. There such a client is refused together with such a
         * header.
         *
         * <p>This has no setting. A CDI bean of type {@code HttpClient} with the qualifier of a stream, and the
         * settings {@code proxy}, {@code trust-store} and {@code key-store}, do it for streams in CDI.
         */
        Builder httpClient(HttpClient client);

        /**
         * Sets the executor of listeners and suppliers. It is used with {@link TransportKind#JDK}, which has no thread
         * of its own for them. The executor may block the submitting thread or run tasks on it; other sources are not
         * affected. If it rejects a task, the source is closed, and a thread of the library calls the listeners with an
         * {@link ErrorKind#EXECUTOR} event. If it silently discards a task, the source receives no more events. The
         * source never shuts it down. Unless set: virtual threads from Java 24 on, otherwise daemon threads that end
         * when idle. The setting {@code executor} is the name of an executor in JNDI.
         */
        Builder executor(Executor executor);

        /**
         * Opens a source and returns immediately. Events may be dispatched before this method returns, but never on
         * this thread. Too few files are a failed attempt. An {@link OutOfMemoryError} is thrown, and then no thread
         * and no client of this source remains.
         *
         * <p>Settings must fit each other:
         *
         * <ul>
         *   <li>Each name in braces in the URL has a value.
         *   <li>{@link #client} and {@link TransportKind#JDK} are not set together.
         *   <li>{@link #httpClient} allows its client with these settings.
         *   <li>A request with {@code GET} has no {@link #body}.
         *   <li>The Jakarta REST client is known to send a request of the {@link #method} only once.
         * </ul>
         *
         * @throws IllegalArgumentException if settings do not fit each other
         * @throws IllegalStateException if {@link TransportKind#REST} is set and no Jakarta REST client can be made
         */
        EventSource open();

        /**
         * Opens a stream whose messages the application takes one by one, and returns immediately. The listeners of
         * this builder are called, too, before a message can be taken.
         *
         * @throws IllegalArgumentException as {@link #open()}
         * @throws IllegalStateException as {@link #open()}
         */
        EventStream stream();

        /**
         * Returns a publisher of the messages. Each subscriber has a connection of its own, which is opened by
         * {@code subscribe} with the settings and listeners that this builder has now. Demand reaches the server: while
         * a subscriber requests nothing, at most 64 KiB of what was read wait for it, beside an event that is not
         * complete. The server has to wait once the buffers of the network are full.
         *
         * <p>Subscribers are called one signal at a time, on the threads that call listeners. Only {@code onSubscribe}
         * is called by the thread that subscribes. {@code onComplete} is called where an {@link EventStream} ends, and
         * {@code onError} with an {@link EventSourceException} where it fails. {@code cancel} closes the connection.
         *
         * @throws IllegalArgumentException as {@link #open()}, except for what the Jakarta REST client refuses: that is
         *     the {@code onError} of each subscriber
         */
        Flow.Publisher<MessageEvent> publisher();
    }
}
