package org.eventsource;

/**
 * A listener for events: the DOM's <a
 * href="https://dom.spec.whatwg.org/#callbackdef-eventlistener">{@code EventListener}</a>.
 *
 * <p>A source calls its listeners on one thread at a time. Each call sees the memory effects of the previous one. While
 * a listener runs, the source reads nothing, so a slow listener slows down the server.
 *
 * @param <E> the kind of events received
 */
@FunctionalInterface
public interface EventListener<E extends Event> {

    /**
     * Handles an event.
     *
     * @param event never null
     * @throws Exception is logged. The other listeners are called and the stream continues. This also holds for errors,
     *     such as {@link StackOverflowError}. Any other {@link VirtualMachineError} closes the source: it becomes
     *     {@link ReadyState#CLOSED}, and the error is the cause of its last {@link ErrorEvent}
     */
    void handleEvent(E event) throws Exception;
}
