package org.eventsource;

/**
 * Receives events, as the DOM's <a
 * href="https://dom.spec.whatwg.org/#callbackdef-eventlistener">{@code EventListener}</a>.
 *
 * <p>A listener of one source is never called by two threads at once, and each call sees the memory effects of the one
 * before. While it runs the source reads nothing more, so a slow listener slows the server down.
 *
 * @param <E> the kind of events received
 */
@FunctionalInterface
public interface EventListener<E extends Event> {

    /**
     * Called for each event.
     *
     * @param event never null
     * @throws Exception is logged; the other listeners are called and the stream goes on. This also holds for errors,
     *     such as {@link StackOverflowError}. Any other {@link VirtualMachineError} ends the source: it becomes
     *     {@link ReadyState#CLOSED}, with that error as the cause of its last {@link ErrorEvent}
     */
    void handleEvent(E event) throws Exception;
}
