package org.eventsource.cdi.extension.observers;

import java.util.List;
import java.util.function.Consumer;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.cdi.extension.observers.Deliveries.OfType;
import org.eventsource.cdi.extension.observers.Deliveries.PayloadDelivery;
import org.eventsource.impl.dispatch.FatalErrors;

/** The observers of one stream: fires what it dispatches, where somebody hears it. */
public final class StreamObservers {

    private final Deliveries deliveries;
    private final PayloadReaders readers;
    private final ObserverCalls calls;
    private final ObserverFailures failures;
    private final UnseenTypes unseen;
    private final boolean skipEmpty;

    /** @param skipEmpty whether payload observers are not called for a message without data */
    public StreamObservers(
            Deliveries deliveries,
            PayloadReaders readers,
            ObserverCalls calls,
            ObserverFailures failures,
            UnseenTypes unseen,
            boolean skipEmpty) {
        this.deliveries = deliveries;
        this.readers = readers;
        this.calls = calls;
        this.failures = failures;
        this.unseen = unseen;
        this.skipEmpty = skipEmpty;
    }

    public boolean askForStream() {
        return deliveries.askForStream();
    }

    public void stop() {
        calls.stop();
    }

    /**
     * Has observers hear an event, without a target, as an observer is not where a listener was set.
     *
     * @param failed is given what was thrown at a message
     */
    public void notify(Event event, Consumer<Throwable> failed) {
        Event untargeted = event.withTarget(null);
        if (untargeted instanceof MessageEvent message) {
            notify(message, failed);
        } else if (untargeted instanceof ErrorEvent error) {
            notify(deliveries.errors(), error);
        } else if (untargeted instanceof OpenEvent open) {
            notify(deliveries.opens(), open);
        }
    }

    private <E extends Event> void notify(Delivery<E> delivery, E event) {
        if (delivery.isHeard()) {
            Consumer<Throwable> logging = e -> failures.log(event, e);
            calls.inContext(delivery.heard(), () -> calls.fire(delivery, event, logging, logging));
        }
    }

    private void notify(MessageEvent message, Consumer<Throwable> failed) {
        unseen.message(message.type());
        OfType hearers = deliveries.messages(message.type());
        if (hearers.isHeard()) {
            Telling telling = (phase, cause) -> {
                failures.tell(message, hearers.failures(), phase, cause);
                if (phase != Phase.DECODING || !isEmpty(message)) {
                    failed.accept(cause);
                }
            };
            calls.inContext(hearers.isHeardNow(), () -> {
                fire(hearers.messages(), message, telling);
                if (!skipEmpty || !isEmpty(message)) {
                    hearers.payloads().forEach(payload -> fire(payload, message, telling));
                }
            });
        }
    }

    /**
     * Calls the observers of payloads for a message that the application fired itself: the observers of messages have
     * got it by then.
     *
     * @param type the event type
     * @param async whether it was fired to asynchronous observers, or to the others
     */
    public void relay(MessageEvent message, String type, boolean async) {
        OfType hearers = deliveries.messages(type);
        List<PayloadDelivery<?>> payloads = hearers.payloads().stream()
                .<PayloadDelivery<?>>map(payload -> payload.only(async))
                .filter(payload -> payload.delivery().isHeard())
                .toList();
        if (!payloads.isEmpty()) {
            Telling telling = (phase, cause) -> failures.tell(message, hearers.failures(), phase, cause);
            calls.inContext(true, () -> payloads.forEach(payload -> fire(payload, message, telling)));
        }
    }

    /**
     * Servers send such messages to keep a connection open. They describe no object, so they are no failure of a
     * stream.
     */
    private static boolean isEmpty(MessageEvent message) {
        String data = message.data().strip();
        return data.isEmpty() || data.equals("null");
    }

    private <T> void fire(PayloadDelivery<T> payload, MessageEvent message, Telling telling) {
        T read;
        try {
            read = payload.payload().cast(readers.read(payload.type(), payload.payload(), message.data()));
        } catch (Exception | Error e) {
            FatalErrors.rethrow(e);
            telling.tell(Phase.DECODING, e);
            return;
        }
        fire(payload.delivery(), read, telling);
    }

    private <T> void fire(Delivery<T> delivery, T event, Telling telling) {
        calls.fire(delivery, event, e -> telling.tell(Phase.OBSERVER, e), e -> telling.tell(Phase.ASYNC_OBSERVER, e));
    }

    /** What is done with a failure at the message at hand. */
    @FunctionalInterface
    private interface Telling {
        void tell(Phase phase, Throwable cause);
    }
}
