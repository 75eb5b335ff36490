package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.WARNING;

import java.net.URI;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.ListenerOption;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.Listeners.Handler;
import org.eventsource.impl.transport.Origin;
import org.jspecify.annotations.Nullable;

/** The application's view of a connection. */
public final class HttpEventSource implements EventSource {

    private static final System.Logger LOGGER = System.getLogger(HttpEventSource.class.getPackageName());

    private final Settings settings;
    private final Listeners listeners;
    private final Connection connection;

    private HttpEventSource(Settings settings, Listeners listeners, Ports ports, Runnable release) {
        this.settings = settings;
        this.listeners = listeners.copy(this::logFailure);
        this.connection =
                new Connection(settings, ports, new EventOutlet(this, this.listeners, ports.timer()), release);
    }

    /**
     * Connects at once.
     *
     * @param listeners are copied
     * @param release called once when the source needs its ports no more
     */
    public static HttpEventSource open(Settings settings, Listeners listeners, Ports ports, Runnable release) {
        HttpEventSource source = new HttpEventSource(settings, listeners, ports, release);
        source.connection.start();
        return source;
    }

    private void logFailure(Event event, Throwable failure) {
        LOGGER.log(
                WARNING,
                "A listener of %s failed at an event of type \"%s\"; the stream goes on"
                        .formatted(Origin.withPath(settings.url()), event.type()),
                failure);
    }

    @Override
    public URI url() {
        return settings.url();
    }

    @Override
    public boolean withCredentials() {
        return settings.withCredentials();
    }

    @Override
    public ReadyState readyState() {
        return connection.readyState();
    }

    @Override
    public void onOpen(@Nullable EventListener<? super OpenEvent> handler) {
        listeners.set(Handler.OPEN, handler);
    }

    @Override
    public void onMessage(@Nullable EventListener<? super MessageEvent> handler) {
        listeners.set(Handler.MESSAGE, handler);
    }

    @Override
    public void onError(@Nullable EventListener<? super ErrorEvent> handler) {
        listeners.set(Handler.ERROR, handler);
    }

    @Override
    public void addEventListener(String type, EventListener<? super MessageEvent> listener, ListenerOption... options) {
        listeners.add(type, MessageEvent.class, listener, options);
    }

    @Override
    public <E extends Event> void addEventListener(
            Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(kind, listener, options);
    }

    @Override
    public <E extends Event> void addEventListener(
            String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(type, kind, listener, options);
    }

    @Override
    public void removeEventListener(String type, EventListener<?> listener) {
        listeners.remove(type, listener);
    }

    @Override
    public void removeEventListener(Class<?> kind, EventListener<?> listener) {
        listeners.remove(kind, listener);
    }

    @Override
    public boolean dispatchEvent(Event event) {
        Event dispatched = event.withTarget(this);
        connection.inTurn(() -> listeners.dispatch(dispatched));
        return true;
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return "EventSource[%s, %s]".formatted(Origin.withPath(settings.url()), readyState());
    }
}
