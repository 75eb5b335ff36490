package org.eventsource.cdi.extension.observers;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.ResumedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.Audience;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.PayloadReceiver;
import org.eventsource.cdi.extension.model.PayloadType;

/** Determines which observers of one stream receive which events. It is created before the first message arrives. */
public final class Deliveries {

    /**
     * The deliveries for messages of one type.
     *
     * @param messages the delivery of the messages themselves
     * @param payloads the deliveries of decoded data
     * @param failures the delivery of {@link FailedEvent}
     * @param deadLetters the delivery of {@link DeadLetterEvent}
     */
    record OfType(
            Delivery<MessageEvent> messages,
            List<PayloadDelivery<?>> payloads,
            Delivery<FailedEvent> failures,
            Delivery<DeadLetterEvent> deadLetters) {

        boolean isObserved() {
            return messages.isObserved() || !payloads.isEmpty();
        }

        /** Returns whether synchronous observers may be called, which need a request context. */
        boolean hasSyncObservers() {
            return messages.sync()
                    || failures.sync()
                    || payloads.stream().anyMatch(payload -> payload.delivery().sync());
        }
    }

    /** The delivery of decoded data. */
    record PayloadDelivery<T>(PayloadType type, Class<T> payload, Delivery<T> delivery) {

        /** Returns the delivery to asynchronous observers only, or to synchronous observers only. */
        PayloadDelivery<T> only(boolean async) {
            return new PayloadDelivery<>(
                    type,
                    payload,
                    new Delivery<>(delivery.event(), delivery.sync() && !async, delivery.async() && async));
        }
    }

    private final Audience audience;
    private final StreamDispatcher dispatcher;
    private final Delivery<OpenEvent> opens;
    private final Delivery<ErrorEvent> errors;
    private final Delivery<ResumedEvent> resumptions;

    /** The deliveries by the event types that observers name. */
    private final Map<String, OfType> named;

    private final OfType others;

    public Deliveries(
            Audience audience, Function<PayloadReceiver, Set<Class<?>>> classes, StreamDispatcher dispatcher) {
        this.audience = audience;
        this.dispatcher = dispatcher;
        this.opens = delivery(OpenEvent.class, EventKind.OPEN, Optional.empty());
        this.errors = delivery(ErrorEvent.class, EventKind.ERROR, Optional.empty());
        this.resumptions = delivery(ResumedEvent.class, EventKind.RESUMED, Optional.empty());
        this.others = ofType(Optional.empty(), List.of());
        this.named = audience.observers().stream()
                .flatMap(observer -> observer.eventType().stream())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), type -> ofType(Optional.of(type), payloads(type, classes))));
    }

    private OfType ofType(Optional<String> type, List<PayloadDelivery<?>> payloads) {
        return new OfType(
                delivery(MessageEvent.class, EventKind.MESSAGE, type),
                payloads,
                delivery(FailedEvent.class, EventKind.FAILED, type),
                delivery(DeadLetterEvent.class, EventKind.DEAD_LETTER, type));
    }

    private <T> Delivery<T> delivery(Class<T> fired, EventKind kind, Optional<String> type) {
        return new Delivery<>(
                select(fired, type), audience.receives(kind, type, false), audience.receives(kind, type, true));
    }

    private List<PayloadDelivery<?>> payloads(String type, Function<PayloadReceiver, Set<Class<?>>> classes) {
        List<PayloadDelivery<?>> payloads = new ArrayList<>();
        audience.payloads(type, classes).forEach((fired, payload) -> payloads.add(payload(payload, fired, type)));
        return payloads;
    }

    private <T> PayloadDelivery<T> payload(PayloadType payload, Class<T> fired, String type) {
        return new PayloadDelivery<>(
                payload,
                fired,
                new Delivery<>(
                        select(fired, Optional.of(type)),
                        audience.receives(payload, type, false),
                        audience.receives(payload, type, true)));
    }

    private <T> SelectedEvent<T> select(Class<T> fired, Optional<String> type) {
        Stream stream = Stream.Literal.of(audience.key());
        Annotation[] qualifiers = type.<Annotation[]>map(name -> new Annotation[] {stream, EventType.Literal.of(name)})
                .orElse(new Annotation[] {stream});
        return new SelectedEvent<>(() -> dispatcher.select(fired, qualifiers));
    }

    Delivery<ResumedEvent> resumptions() {
        return resumptions;
    }

    boolean needsStream() {
        return audience.needsStream();
    }

    Delivery<OpenEvent> opens() {
        return opens;
    }

    Delivery<ErrorEvent> errors() {
        return errors;
    }

    /**
     * Returns the deliveries for an event type. If no observer names the type, it is not used as a qualifier: the
     * server may send any number of types.
     */
    OfType messages(String type) {
        return named.getOrDefault(type, others);
    }
}
