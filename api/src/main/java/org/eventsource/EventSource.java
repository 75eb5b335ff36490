package org.eventsource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.client.Client;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eventsource.spi.EventSourceProvider;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a stream of <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent
 * events</a>, as the browser's <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface">{@code EventSource}</a>:
 * it connects, dispatches what comes, and when the connection is lost connects again and resumes after the last event
 * it saw, until it is closed.
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
 * <p>All methods may be called from any thread. Events are dispatched one at a time, in order, on a thread of the
 * source's own: never on the one that opened it.
 */
public interface EventSource extends EventTarget, AutoCloseable {

    /**
     * Returns a builder for a URL; nothing is connected until {@link Builder#open()}. The path of the URL may have
     * names in braces, as in {@code https://example.org/{tenant}/stream}: {@link Builder#path} gives each of them its
     * value.
     *
     * @param url absolute, http or https
     * @throws IllegalArgumentException if it is not, or if braces are elsewhere than around names in the path
     * @throws IllegalStateException if no implementation is on the class path
     */
    static Builder builder(String url) {
        try {
            boolean hasBraces = requireNonNull(url, "url").indexOf('{') >= 0 || url.indexOf('}') >= 0;
            return builder(new URI(hasBraces ? "template:" + URLEncoder.encode(url, UTF_8) : url));
        } catch (URISyntaxException e) {
            // Neither the URL nor the cause is quoted: it may hold a password that cannot be told from the rest.
            throw new IllegalArgumentException(
                    "url: cannot be parsed: " + e.getReason() + (e.getIndex() < 0 ? "" : " at index " + e.getIndex()));
        }
    }

    /**
     * Returns a builder for a URL without names in braces, which a {@link URI} cannot have.
     *
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     * @throws IllegalStateException if no implementation is on the class path
     */
    static Builder builder(URI url) {
        return EventSourceProvider.find().builder(requireNonNull(url, "url"));
    }

    /** Connects at once, with the browser's defaults, as {@code new EventSource(url)} does. */
    static EventSource open(String url) {
        return builder(url).open();
    }

    /** Returns the URL as it was given, with the values of {@link Builder#path}; a redirect does not change it. */
    URI url();

    /** What was set: recorded and readable, without effect, as there is no cookie store. */
    boolean withCredentials();

    /** The state at this moment. */
    ReadyState readyState();

    /** Sets the handler of {@code open} events; null takes it out. It is called in its place among the listeners. */
    void onOpen(@Nullable EventListener<? super OpenEvent> handler);

    /** Sets the handler of messages of the type {@code "message"}, and of no other; null takes it out. */
    void onMessage(@Nullable EventListener<? super MessageEvent> handler);

    /**
     * Sets the handler of {@link ErrorEvent}s; null takes it out. The server's own {@code event: error} is a message.
     */
    void onError(@Nullable EventListener<? super ErrorEvent> handler);

    /**
     * Ends the source for good. Returns at once, from any thread and in any state, and may be called again. The event
     * being dispatched still reaches its other listeners; no other event begins, and none tells of the close.
     */
    @Override
    void close();

    /**
     * What to set before a source connects. A builder is mutable, not safe for use by several threads at once, and may
     * open any number of sources; each takes what is set at that moment. No argument may be null unless it says so.
     */
    interface Builder {

        /**
         * Sets the value of a name in braces in the path of the URL, in place of an earlier value. The value is data:
         * it is encoded as one segment of the path, so that a slash, a question mark or a percent sign in it stays a
         * character of the value. A name that stands in the URL twice has its value in both places.
         *
         * @throws IllegalArgumentException if the URL does not have that name in braces; if the value is empty, is not
         *     valid Unicode, or makes a segment {@code .} or {@code ..}, which would lead to another path
         */
        Builder path(String name, String value);

        /** As {@link EventSource#onOpen}. */
        Builder onOpen(@Nullable EventListener<? super OpenEvent> handler);

        /** As {@link EventSource#onMessage}. */
        Builder onMessage(@Nullable EventListener<? super MessageEvent> handler);

        /** As {@link EventSource#onError}. */
        Builder onError(@Nullable EventListener<? super ErrorEvent> handler);

        /** As {@link EventTarget#addEventListener(String, EventListener, ListenerOption...)}. */
        Builder addEventListener(String type, EventListener<? super MessageEvent> listener, ListenerOption... options);

        /** As {@link EventTarget#addEventListener(Class, EventListener, ListenerOption...)}. */
        <E extends Event> Builder addEventListener(
                Class<E> kind, EventListener<? super E> listener, ListenerOption... options);

        /** As {@link EventTarget#addEventListener(String, Class, EventListener, ListenerOption...)}. */
        <E extends Event> Builder addEventListener(
                String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options);

        /**
         * How long to wait before connecting again, until the stream's {@code retry} field says otherwise: 3 seconds
         * unless set. Doubled after each failed attempt, up to {@link #maxReconnectionTime}. Raised to 100 milliseconds
         * if shorter, lowered to 24 hours if longer. Every delay, one by {@code Retry-After} included, is then
         * lengthened by a random part of up to half of it, at most 30 seconds.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder reconnectionTime(Duration time);

        /**
         * The bound of what doubling makes of the reconnection time: 30 seconds unless set. A longer reconnection time,
         * {@code retry} field or {@code Retry-After} is kept, up to 24 hours, and does not grow.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder maxReconnectionTime(Duration time);

        /**
         * The statuses that are answered by another attempt instead of the end; none unless set. Each call replaces the
         * one before. {@code Retry-After} is honoured.
         *
         * @throws IllegalArgumentException if one is not from 400 to 599
         */
        Builder reconnectOn(int... statuses);

        /**
         * How long an attempt may take up to the response's headers before it counts as failed: 10 seconds unless set.
         * Zero: as long as it takes.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder connectTimeout(Duration time);

        /**
         * How long an open stream may be silent, comments counting as sound, before it is taken for lost. Zero, unless
         * set: for ever.
         *
         * @throws IllegalArgumentException if negative
         */
        Builder idleTimeout(Duration time);

        /**
         * The size in bytes beyond which an event, or one line of it, ends the source with an
         * {@link EventTooLargeException}: 16 MiB unless set.
         *
         * @throws IllegalArgumentException if not positive
         */
        Builder maxEventSize(int bytes);

        /**
         * A header to send with each attempt, replacing one of the same name in any case.
         *
         * @throws IllegalArgumentException if no request may carry that name or value, or if the name is reserved:
         *     those that the standard sets ({@code Accept}, {@code Cache-Control}, {@code Last-Event-ID}) and those
         *     that the connection needs ({@code Connection}, {@code Content-Length}, {@code Expect}, {@code Host},
         *     {@code Upgrade})
         */
        Builder header(String name, String value);

        /**
         * A header whose value is asked for at each attempt, within {@link #connectTimeout}, never on the thread that
         * called {@link #open()}. Null leaves the header out; an exception, or a value that no request may carry, is a
         * failed attempt.
         *
         * @throws IllegalArgumentException as {@link #header(String, String)} for the name
         */
        Builder header(String name, Supplier<? extends @Nullable String> value);

        /** What {@link EventSource#withCredentials()} tells: false unless set. */
        Builder withCredentials(boolean withCredentials);

        /**
         * Where to resume from, sent as {@code Last-Event-ID} with the first attempt; empty, unless set: from nowhere.
         */
        Builder lastEventId(String id);

        /**
         * Which redirects are followed: {@link Redirects#ALWAYS} unless set. A redirect that is not followed ends the
         * source, with its status and a reason. A server that may redirect anywhere can make this process send requests
         * to addresses that only this process reaches.
         */
        Builder followRedirects(Redirects redirects);

        /** What carries the stream: {@link TransportKind#AUTO} unless set. */
        Builder transport(TransportKind kind);

        /**
         * The application's own client, with its filters, features and TLS settings. It is never closed by the source.
         * Excludes {@link TransportKind#JDK}.
         */
        Builder client(Client client);

        /**
         * What the listeners run on when the transport does not bring a thread of its own ({@link TransportKind#JDK}),
         * and what asks header suppliers then. It may keep whoever brings it a task, or run the task right there: that
         * holds up no other source. One that refuses a task closes the source, which the log tells, as there is no
         * thread to tell listeners on; one that drops a task without a word stops it. It is never shut down by the
         * source. Unless set: virtual threads from Java 24 on, else daemon threads that end when idle.
         */
        Builder executor(Executor executor);

        /**
         * Opens a source and returns at once; events may come before it does, never on this thread.
         *
         * @throws IllegalArgumentException if a name in braces in the URL has no value, or if both {@link #client} and
         *     {@link TransportKind#JDK} are set
         * @throws IllegalStateException if {@link TransportKind#REST} is set and no Jakarta REST client can be made
         */
        EventSource open();
    }
}
