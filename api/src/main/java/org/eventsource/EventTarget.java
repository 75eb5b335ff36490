package org.eventsource;

/**
 * Something that listeners can be added to, as the DOM's <a
 * href="https://dom.spec.whatwg.org/#interface-eventtarget">{@code EventTarget}</a>.
 *
 * <p>Listeners are called in the order in which they were added. A listener's identity is the pair of its type (or
 * kind) and the object itself, by {@code ==}: adding it again changes nothing. Listeners may be added and removed at
 * any time, from any thread, also by a listener: one added while an event is dispatched does not see that event, one
 * removed is not called any more.
 *
 * <p>No argument may be null: {@link NullPointerException}.
 */
public interface EventTarget {

    /**
     * Adds a listener for the server's messages of a type, whatever that type is called: {@code "error"} means messages
     * with {@code event: error}, never an {@link ErrorEvent}.
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
     * Adds a listener for the events that are both of a type and of a kind. With {@code Event.class} this is the DOM's
     * {@code addEventListener}: {@code "error"} then means the source's own errors and messages of that name alike.
     */
    <E extends Event> void addEventListener(
            String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options);

    /** Removes the listener that was added with this type, with a kind or without. Nothing happens if there is none. */
    void removeEventListener(String type, EventListener<?> listener);

    /** Removes the listener that was added with this kind. Nothing happens if there is none. */
    void removeEventListener(Class<?> kind, EventListener<?> listener);

    /**
     * Dispatches an event of the application's own, in any state, also when closed. The listeners run on the calling
     * thread, not at the same time as any other event of this target; a listener may dispatch in turn. They see a copy
     * with {@link Event#target()} set.
     *
     * @return true: events here cannot be cancelled
     */
    boolean dispatchEvent(Event event);
}
