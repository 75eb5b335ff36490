package org.eventsource;

/**
 * An object to which listeners can be added: the DOM's <a
 * href="https://dom.spec.whatwg.org/#interface-eventtarget">{@code EventTarget}</a>.
 *
 * <p>Listeners are called in the order in which they were added. A listener is identified by its type (or kind) and the
 * object itself, compared with {@code ==}. Adding it again changes nothing. Any thread may add and remove listeners at
 * any time, and so may a listener. A listener that is added while an event is dispatched is not called for that event.
 * A removed listener is not called any more.
 *
 * <p>If an argument is null, methods throw {@link NullPointerException}.
 */
public interface EventTarget {

    /**
     * Adds a listener for the server's messages of a type. It never gets other events: with the type {@code "error"} it
     * gets messages with {@code event: error}, and no {@link ErrorEvent}.
     *
     * @param type the name in the stream's {@code event} field; {@code "message"} for messages without one
     */
    void addEventListener(String type, EventListener<? super MessageEvent> listener, ListenerOption... options);

    /**
     * Adds a listener for every event of a kind, of any type.
     *
     * @param kind {@code MessageEvent.class}, {@code ErrorEvent.class}, {@code OpenEvent.class} or {@code Event.class}
     */
    <E extends Event> void addEventListener(
            Class<E> kind, EventListener<? super E> listener, ListenerOption... options);

    /**
     * Adds a listener for the events that have a type and are of a kind. With {@code Event.class} this is the DOM's
     * {@code addEventListener}: with the type {@code "error"} the listener then gets the source's own errors, and also
     * messages of that type.
     */
    <E extends Event> void addEventListener(
            String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options);

    /** Removes the listener that was added with this type, with or without a kind. Does nothing if there is none. */
    void removeEventListener(String type, EventListener<?> listener);

    /** Removes the listener that was added with this kind. Does nothing if there is none. */
    void removeEventListener(Class<?> kind, EventListener<?> listener);

    /**
     * Dispatches an event of the application, in any state, even if the source is closed. The listeners run on the
     * calling thread, and no other event of this target is dispatched meanwhile. A listener may call this method. The
     * listeners get a copy of the event with its {@link Event#target()}.
     *
     * @return always true: events of this library cannot be cancelled
     */
    boolean dispatchEvent(Event event);
}
