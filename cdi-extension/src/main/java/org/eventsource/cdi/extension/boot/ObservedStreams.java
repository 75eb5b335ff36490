package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.ResumedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.PayloadType;
import org.jspecify.annotations.Nullable;

/** Finds the observers of events of streams. */
public final class ObservedStreams {

    /** The kinds by the name of the observed type. All other types are payloads. */
    static final Map<String, EventKind> KINDS = Map.of(
            OpenEvent.class.getName(), EventKind.OPEN,
            MessageEvent.class.getName(), EventKind.MESSAGE,
            ErrorEvent.class.getName(), EventKind.ERROR,
            FailedEvent.class.getName(), EventKind.FAILED,
            DeadLetterEvent.class.getName(), EventKind.DEAD_LETTER,
            ResumedEvent.class.getName(), EventKind.RESUMED,
            Event.class.getName(), EventKind.EVENT,
            Object.class.getName(), EventKind.ANY);

    private ObservedStreams() {}

    /**
     * Returns the declaration of an observer; empty if it does not observe streams.
     *
     * @param method null for an observer that an extension added
     */
    public static Optional<ObserverDeclaration> find(ObserverMethod<?> observer, @Nullable AnnotatedMethod<?> method) {
        Set<Annotation> qualifiers = observer.getObservedQualifiers();
        Optional<String> key = InjectedStreams.key(qualifiers);
        Optional<String> eventType = eventType(qualifiers);
        EventKind kind = KINDS.getOrDefault(observer.getObservedType().getTypeName(), EventKind.PAYLOAD);
        if (!qualifiers.stream().allMatch(ObservedStreams::isFired) || isForeign(kind, key, eventType)) {
            return Optional.empty();
        }
        return Optional.of(new ObserverDeclaration(
                place(observer, method),
                key,
                kind,
                eventType,
                observer.isAsync(),
                isCertain(observer.isAsync(), observer.getReception(), observer.getTransactionPhase()),
                payload(kind, observer)));
    }

    /** Returns whether an observer is called for each event, and before the transaction of the event is committed. */
    static boolean isCertain(boolean isAsync, Reception reception, TransactionPhase phase) {
        return !isAsync
                && reception == Reception.ALWAYS
                && (phase == TransactionPhase.IN_PROGRESS || phase == TransactionPhase.BEFORE_COMPLETION);
    }

    /**
     * Returns whether the observer has nothing to do with streams: it observes another type and has no qualifier of
     * this library.
     */
    static boolean isForeign(EventKind kind, Optional<String> key, Optional<String> eventType) {
        return kind == EventKind.PAYLOAD && key.isEmpty() && eventType.isEmpty();
    }

    private static Optional<PayloadType> payload(EventKind kind, ObserverMethod<?> observer) {
        Type type = observer.getObservedType();
        return kind == EventKind.PAYLOAD ? Optional.of(ReflectedPayloads.of(type)) : Optional.empty();
    }

    /**
     * Returns whether streams fire events with this qualifier. An observer with another qualifier is called only for
     * events that the application fires.
     */
    private static boolean isFired(Annotation qualifier) {
        return qualifier instanceof Stream || qualifier instanceof EventType || qualifier instanceof Any;
    }

    static Optional<String> eventType(Set<Annotation> qualifiers) {
        return qualifiers.stream()
                .filter(EventType.class::isInstance)
                .map(qualifier -> ((EventType) qualifier).value())
                .findAny();
    }

    private static String place(ObserverMethod<?> observer, @Nullable AnnotatedMethod<?> method) {
        return method == null ? "of " + observer.getBeanClass().getName() : Places.of(method.getJavaMember());
    }
}
