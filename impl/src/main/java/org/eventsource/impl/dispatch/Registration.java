package org.eventsource.impl.dispatch;

import org.eventsource.Event;
import org.eventsource.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * A listener and what it was added for: the DOM's <a href="https://dom.spec.whatwg.org/#concept-event-listener">event
 * listener</a> structure.
 */
final class Registration {

    private final @Nullable String type;
    private final Class<? extends Event> kind;
    private final boolean once;
    private final boolean handler;
    private final Reports reports = new Reports();

    /** Changes only in a handler. The listener gets only events of its kind, so the cast is safe. */
    private volatile EventListener<? super Event> listener;

    /** Never reset, so a dispatch that is running over an older list skips the listener. */
    private volatile boolean removed;

    private Registration(
            @Nullable String type,
            Class<? extends Event> kind,
            EventListener<?> listener,
            boolean once,
            boolean handler) {
        this.type = type;
        this.kind = kind;
        this.listener = unchecked(listener);
        this.once = once;
        this.handler = handler;
    }

    static Registration ofListener(
            @Nullable String type, Class<? extends Event> kind, EventListener<?> listener, boolean once) {
        return new Registration(type, kind, listener, once, false);
    }

    static Registration ofHandler(String type, Class<? extends Event> kind, EventListener<?> listener) {
        return new Registration(type, kind, listener, false, true);
    }

    Registration copy() {
        return new Registration(type, kind, listener, once, handler);
    }

    boolean isOf(String otherType, EventListener<?> other) {
        return !handler && otherType.equals(type) && listener == other;
    }

    boolean isOf(Class<?> otherKind, EventListener<?> other) {
        return type == null && kind == otherKind && listener == other;
    }

    boolean wants(Event event) {
        return !removed && kind.isInstance(event) && (type == null || type.equals(event.type()));
    }

    boolean isFor(Class<? extends Event> otherKind, String otherType) {
        return !removed && kind.isAssignableFrom(otherKind) && (type == null || type.equals(otherType));
    }

    boolean isFor(Class<? extends Event> otherKind) {
        return !removed && kind.isAssignableFrom(otherKind);
    }

    boolean isOnce() {
        return once;
    }

    EventListener<? super Event> listener() {
        return listener;
    }

    void replaceListener(EventListener<?> other) {
        listener = unchecked(other);
    }

    void remove() {
        removed = true;
    }

    Reports reports() {
        return reports;
    }

    @SuppressWarnings("unchecked")
    private static EventListener<? super Event> unchecked(EventListener<?> listener) {
        return (EventListener<? super Event>) listener;
    }
}
