package org.eventsource.impl.dispatch;

import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.ListenerOption;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.impl.dispatch.Listeners.Handler;
import org.jspecify.annotations.Nullable;

/** The handlers and listeners of a source. */
public abstract class ListeningSource implements EventSource {

    private final Listeners listeners;

    protected ListeningSource(Listeners listeners) {
        this.listeners = listeners;
    }

    protected final Listeners listeners() {
        return listeners;
    }

    /** A handler or listener was added. */
    protected void listenerAdded() {}

    @Override
    public final void onOpen(@Nullable EventListener<? super OpenEvent> handler) {
        set(Handler.OPEN, handler);
    }

    @Override
    public final void onMessage(@Nullable EventListener<? super MessageEvent> handler) {
        set(Handler.MESSAGE, handler);
    }

    @Override
    public final void onError(@Nullable EventListener<? super ErrorEvent> handler) {
        set(Handler.ERROR, handler);
    }

    private void set(Handler handler, @Nullable EventListener<?> listener) {
        listeners.set(handler, listener);
        if (listener != null) {
            listenerAdded();
        }
    }

    @Override
    public final void addEventListener(
            String type, EventListener<? super MessageEvent> listener, ListenerOption... options) {
        listeners.add(type, listener, options);
        listenerAdded();
    }

    @Override
    public final <E extends Event> void addEventListener(
            Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(kind, listener, options);
        listenerAdded();
    }

    @Override
    public final <E extends Event> void addEventListener(
            String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(type, kind, listener, options);
        listenerAdded();
    }

    @Override
    public final void removeEventListener(String type, EventListener<?> listener) {
        listeners.remove(type, listener);
    }

    @Override
    public final void removeEventListener(Class<?> kind, EventListener<?> listener) {
        listeners.remove(kind, listener);
    }
}
