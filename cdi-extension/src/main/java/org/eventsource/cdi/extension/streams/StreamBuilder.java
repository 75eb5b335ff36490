package org.eventsource.cdi.extension.streams;

import jakarta.ws.rs.client.Client;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.ListenerOption;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.Redirects;
import org.eventsource.TransportKind;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.Listeners.Handler;
import org.eventsource.impl.pull.Sources;
import org.eventsource.impl.transport.UrlTemplate;
import org.jspecify.annotations.Nullable;

/** Builds handles. A handle uses the shared connection unless a setting was changed. */
final class StreamBuilder implements EventSource.Builder {

    /** Opens a stream with these listeners at this URL. The changes are applied to the configured settings. */
    interface Opening {

        /** Opens a handle. */
        EventSource open(Listeners listeners, UrlTemplate url, List<Consumer<SourceBuilder>> changes);

        /** Returns what creates sources whose messages are taken. */
        Sources sources(Listeners listeners, UrlTemplate url, List<Consumer<SourceBuilder>> changes);
    }

    private final Opening opening;

    /** Validates each argument in the call that passes it; it opens nothing. */
    private final SourceBuilder checks;

    private final Listeners listeners = new Listeners((event, failure, reports) -> {});
    private final List<Consumer<SourceBuilder>> changes = new ArrayList<>();

    StreamBuilder(SourceBuilder checks, Opening opening) {
        this.checks = checks;
        this.opening = opening;
    }

    @Override
    public EventSource open() {
        return opening.open(listeners, checks.url(), List.copyOf(changes));
    }

    @Override
    public EventStream stream() {
        return sources().stream();
    }

    @Override
    public Flow.Publisher<MessageEvent> publisher() {
        return sources().publisher();
    }

    private Sources sources() {
        return opening.sources(listeners, checks.url(), List.copyOf(changes));
    }

    private StreamBuilder change(Consumer<SourceBuilder> change) {
        change.accept(checks);
        changes.add(change);
        return this;
    }

    private StreamBuilder set(Handler handler, @Nullable EventListener<?> listener) {
        listeners.set(handler, listener);
        return this;
    }

    @Override
    public EventSource.Builder path(String name, String value) {
        checks.path(name, value);
        return this;
    }

    @Override
    public EventSource.Builder onOpen(@Nullable EventListener<? super OpenEvent> handler) {
        return set(Handler.OPEN, handler);
    }

    @Override
    public EventSource.Builder onMessage(@Nullable EventListener<? super MessageEvent> handler) {
        return set(Handler.MESSAGE, handler);
    }

    @Override
    public EventSource.Builder onError(@Nullable EventListener<? super ErrorEvent> handler) {
        return set(Handler.ERROR, handler);
    }

    @Override
    public EventSource.Builder addEventListener(
            String type, EventListener<? super MessageEvent> listener, ListenerOption... options) {
        listeners.add(type, listener, options);
        return this;
    }

    @Override
    public <E extends Event> EventSource.Builder addEventListener(
            Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(kind, listener, options);
        return this;
    }

    @Override
    public <E extends Event> EventSource.Builder addEventListener(
            String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(type, kind, listener, options);
        return this;
    }

    @Override
    public EventSource.Builder reconnectionTime(Duration time) {
        return change(builder -> builder.reconnectionTime(time));
    }

    @Override
    public EventSource.Builder maxReconnectionTime(Duration time) {
        return change(builder -> builder.maxReconnectionTime(time));
    }

    @Override
    public EventSource.Builder reconnectOn(int... statuses) {
        int[] copy = statuses.clone();
        return change(builder -> builder.reconnectOn(copy));
    }

    @Override
    public EventSource.Builder reconnect(boolean reconnect) {
        return change(builder -> builder.reconnect(reconnect));
    }

    @Override
    public EventSource.Builder closeOn(Predicate<? super MessageEvent> last) {
        return change(builder -> builder.closeOn(last));
    }

    @Override
    public EventSource.Builder maxAttempts(int attempts) {
        return change(builder -> builder.maxAttempts(attempts));
    }

    @Override
    public EventSource.Builder giveUpAfter(Duration time) {
        return change(builder -> builder.giveUpAfter(time));
    }

    @Override
    public EventSource.Builder initialDelay(Duration time) {
        return change(builder -> builder.initialDelay(time));
    }

    @Override
    public EventSource.Builder connectTimeout(Duration time) {
        return change(builder -> builder.connectTimeout(time));
    }

    @Override
    public EventSource.Builder idleTimeout(Duration time) {
        return change(builder -> builder.idleTimeout(time));
    }

    @Override
    public EventSource.Builder maxEventSize(int bytes) {
        return change(builder -> builder.maxEventSize(bytes));
    }

    @Override
    public EventSource.Builder maxBody(int bytes) {
        return change(builder -> builder.maxBody(bytes));
    }

    @Override
    public EventSource.Builder header(String name, String value) {
        return change(builder -> builder.header(name, value));
    }

    @Override
    public EventSource.Builder header(String name, Supplier<? extends @Nullable String> value) {
        return change(builder -> builder.header(name, value));
    }

    @Override
    public EventSource.Builder query(String name, String value) {
        return change(builder -> builder.query(name, value));
    }

    @Override
    public EventSource.Builder query(String name, Supplier<? extends @Nullable String> value) {
        return change(builder -> builder.query(name, value));
    }

    @Override
    public EventSource.Builder lastEventIdQuery(String name) {
        return change(builder -> builder.lastEventIdQuery(name));
    }

    @Override
    public EventSource.Builder method(String method) {
        return change(builder -> builder.method(method));
    }

    @Override
    public EventSource.Builder body(String contentType, String content) {
        return change(builder -> builder.body(contentType, content));
    }

    @Override
    public EventSource.Builder body(String contentType, byte[] content) {
        byte[] copy = content.clone();
        return change(builder -> builder.body(contentType, copy));
    }

    @Override
    public EventSource.Builder body(String contentType, Supplier<String> content) {
        return change(builder -> builder.body(contentType, content));
    }

    @Override
    public EventSource.Builder compression(boolean compression) {
        return change(builder -> builder.compression(compression));
    }

    @Override
    public EventSource.Builder withCredentials(boolean withCredentials) {
        return change(builder -> builder.withCredentials(withCredentials));
    }

    @Override
    public EventSource.Builder lastEventId(String id) {
        return change(builder -> builder.lastEventId(id));
    }

    @Override
    public EventSource.Builder cursor(CursorStore store, String name) {
        return change(builder -> builder.cursor(store, name));
    }

    @Override
    public EventSource.Builder followRedirects(Redirects redirects) {
        return change(builder -> builder.followRedirects(redirects));
    }

    @Override
    public EventSource.Builder transport(TransportKind kind) {
        return change(builder -> builder.transport(kind));
    }

    @Override
    public EventSource.Builder client(Client client) {
        return change(builder -> builder.client(client));
    }

    @Override
    public EventSource.Builder httpClient(HttpClient client) {
        return change(builder -> builder.httpClient(client));
    }

    @Override
    public EventSource.Builder executor(Executor executor) {
        return change(builder -> builder.executor(executor));
    }
}
