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
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.Audience;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.PayloadType;

/** Who hears what of one stream, worked out before the first message comes. */
public final class Deliveries {

    /**
     * Of messages of one type.
     *
     * @param messages the messages themselves
     * @param payloads what their data is made into
     */
    record OfType(Delivery<MessageEvent> messages, List<PayloadDelivery<?>> payloads, Delivery<FailedEvent> failures) {

        boolean isHeard() {
            return messages.isHeard() || !payloads.isEmpty();
        }

        /** Whether a request context may be needed. */
        boolean isHeardNow() {
            return messages.heard()
                    || failures.heard()
                    || payloads.stream().anyMatch(payload -> payload.delivery().heard());
        }
    }

    /** Of what data is made into. */
    record PayloadDelivery<T>(PayloadType type, Class<T> payload, Delivery<T> delivery) {

        /** To asynchronous observers alone, or to the others alone. */
        PayloadDelivery<T> only(boolean async) {
            return new PayloadDelivery<>(
                    type,
                    payload,
                    new Delivery<>(delivery.event(), delivery.heard() && !async, delivery.heardLater() && async));
        }
    }

    private final Audience audience;
    private final StreamDispatcher dispatcher;
    private final Delivery<OpenEvent> opens;
    private final Delivery<ErrorEvent> errors;

    /** By the types that observers name. */
    private final Map<String, OfType> named;

    private final OfType others;

    public Deliveries(
            Audience audience, Function<ObserverDeclaration, Set<Class<?>>> classes, StreamDispatcher dispatcher) {
        this.audience = audience;
        this.dispatcher = dispatcher;
        this.opens = delivery(OpenEvent.class, EventKind.OPEN, Optional.empty());
        this.errors = delivery(ErrorEvent.class, EventKind.ERROR, Optional.empty());
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
                delivery(FailedEvent.class, EventKind.FAILED, type));
    }

    private <T> Delivery<T> delivery(Class<T> fired, EventKind kind, Optional<String> type) {
        return new Delivery<>(select(fired, type), audience.hears(kind, type, false), audience.hears(kind, type, true));
    }

    private List<PayloadDelivery<?>> payloads(String type, Function<ObserverDeclaration, Set<Class<?>>> classes) {
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
                        audience.hears(payload, type, false),
                        audience.hears(payload, type, true)));
    }

    private <T> SelectedEvent<T> select(Class<T> fired, Optional<String> type) {
        Stream stream = Stream.Literal.of(audience.key());
        Annotation[] qualifiers = type.<Annotation[]>map(name -> new Annotation[] {stream, EventType.Literal.of(name)})
                .orElse(new Annotation[] {stream});
        return new SelectedEvent<>(() -> dispatcher.select(fired, qualifiers));
    }

    boolean askForStream() {
        return audience.asksForStream();
    }

    Delivery<OpenEvent> opens() {
        return opens;
    }

    Delivery<ErrorEvent> errors() {
        return errors;
    }

    /** Types that no observer names are the server's choice, and no qualifier of ours. */
    OfType messages(String type) {
        return named.getOrDefault(type, others);
    }
}
