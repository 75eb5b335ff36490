package org.eventsource.impl.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.ListenerOption;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one target in the order in which they were added, with the three handlers among them. See the DOM on
 * <a href="https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke">inner invoke</a> and HTML on <a
 * href="https://html.spec.whatwg.org/multipage/webappapis.html#event-handlers">event handlers</a>.
 *
 * <p>Any thread may change them. They are read without a lock, because there are many events and few changes.
 */
public final class Listeners {

    /** The attributes that have one listener each. */
    public enum Handler {
        OPEN("open", OpenEvent.class),
        MESSAGE("message", MessageEvent.class),
        ERROR("error", ErrorEvent.class);

        private final String type;
        private final Class<? extends Event> kind;

        Handler(String type, Class<? extends Event> kind) {
            this.type = type;
            this.kind = kind;
        }
    }

    private final FailureLog failures;
    private final Map<Handler, Registration> handlers = new EnumMap<>(Handler.class);

    /** This list is replaced and never changed, so a dispatch continues with the list that it began with. */
    private volatile List<Registration> registrations = List.of();

    /** No listeners yet. */
    public Listeners(FailureLog failures) {
        this.failures = failures;
    }

    /** Returns a copy. Changes of the copy do not change the original, nor the reverse. */
    public synchronized Listeners copy(FailureLog failuresOfCopy) {
        Listeners copy = new Listeners(failuresOfCopy);
        copy.registrations = registrations.stream().map(Registration::copy).toList();
        handlers.forEach((handler, registration) ->
                copy.handlers.put(handler, copy.registrations.get(registrations.indexOf(registration))));
        return copy;
    }

    public void add(String type, EventListener<? super MessageEvent> listener, ListenerOption... options) {
        add(type, MessageEvent.class, listener, options);
    }

    public synchronized void add(
            String type, Class<? extends Event> kind, EventListener<?> listener, ListenerOption... options) {
        requireNonNull(type, "type");
        requireNonNull(kind, "kind");
        requireNonNull(listener, "listener");
        if (registrations.stream().noneMatch(registration -> registration.isOf(type, listener))) {
            append(Registration.ofListener(type, kind, listener, isOnce(options)));
        }
    }

    public synchronized void add(Class<? extends Event> kind, EventListener<?> listener, ListenerOption... options) {
        requireNonNull(kind, "kind");
        requireNonNull(listener, "listener");
        if (registrations.stream().noneMatch(registration -> registration.isOf(kind, listener))) {
            append(Registration.ofListener(null, kind, listener, isOnce(options)));
        }
    }

    private static boolean isOnce(ListenerOption... options) {
        return List.of(options).contains(ListenerOption.ONCE);
    }

    public synchronized void remove(String type, EventListener<?> listener) {
        requireNonNull(type, "type");
        requireNonNull(listener, "listener");
        registrations.stream()
                .filter(registration -> registration.isOf(type, listener))
                .forEach(this::remove);
    }

    public synchronized void remove(Class<?> kind, EventListener<?> listener) {
        requireNonNull(kind, "kind");
        requireNonNull(listener, "listener");
        registrations.stream()
                .filter(registration -> registration.isOf(kind, listener))
                .forEach(this::remove);
    }

    /** Sets a handler. It stays at the place of its first assignment. If it was null before, it goes to the end. */
    public synchronized void set(Handler handler, @Nullable EventListener<?> listener) {
        Registration registration = handlers.get(handler);
        if (listener == null) {
            if (registration != null) {
                handlers.remove(handler);
                remove(registration);
            }
        } else if (registration == null) {
            registration = Registration.ofHandler(handler.type, handler.kind, listener);
            handlers.put(handler, registration);
            append(registration);
        } else {
            registration.replaceListener(listener);
        }
    }

    private void append(Registration registration) {
        List<Registration> changed = new ArrayList<>(registrations);
        changed.add(registration);
        registrations = List.copyOf(changed);
    }

    private synchronized void remove(Registration registration) {
        registration.remove();
        registrations =
                registrations.stream().filter(each -> each != registration).toList();
    }

    public boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** Returns whether there is a listener for events of a kind, of any type. */
    public boolean hasListenerFor(Class<? extends Event> kind) {
        return registrations.stream().anyMatch(registration -> registration.isFor(kind));
    }

    /** Returns whether there is a listener for events of a kind and a type. */
    public boolean hasListenerFor(Class<? extends Event> kind, String type) {
        return registrations.stream().anyMatch(registration -> registration.isFor(kind, type));
    }

    /**
     * Calls the listeners for an event. If one throws, that is logged and the others are called. Only
     * {@linkplain FatalErrors fatal errors} are thrown.
     *
     * @return whether there was a listener for the event
     */
    public boolean dispatch(Event event) {
        List<Registration> present = registrations;
        boolean called = false;
        // By index: an iterator would be one more object for each event.
        for (int index = 0; index < present.size(); index++) {
            Registration registration = present.get(index);
            if (!registration.wants(event)) {
                continue;
            }
            called = true;
            if (registration.isOnce()) {
                remove(registration);
            }
            try {
                registration.listener().handleEvent(event);
            } catch (Throwable e) {
                FatalErrors.rethrow(e);
                failures.listenerFailed(event, e, registration.reports());
            }
        }
        return called;
    }
}
