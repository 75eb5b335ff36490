package org.eventsource.cdi.extension.boot;

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
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.PayloadType;
import org.jspecify.annotations.Nullable;

/** Tells the observers that hear what streams dispatch from the others. */
public final class ObservedStreams {

    /** By the names of what they observe; everything else is a payload. */
    static final Map<String, EventKind> KINDS = Map.of(
            OpenEvent.class.getName(), EventKind.OPEN,
            MessageEvent.class.getName(), EventKind.MESSAGE,
            ErrorEvent.class.getName(), EventKind.ERROR,
            FailedEvent.class.getName(), EventKind.FAILED,
            Event.class.getName(), EventKind.EVENT,
            Object.class.getName(), EventKind.ANY);

    private ObservedStreams() {}

    /** With the method, where there is one: an extension's observer has none. */
    public static Optional<ObserverDeclaration> find(ObserverMethod<?> observer, @Nullable AnnotatedMethod<?> method) {
        Set<Annotation> qualifiers = observer.getObservedQualifiers();
        Optional<String> key = InjectedStreams.key(qualifiers);
        Optional<String> eventType = eventType(qualifiers);
        EventKind kind = KINDS.getOrDefault(observer.getObservedType().getTypeName(), EventKind.PAYLOAD);
        if (!qualifiers.stream().allMatch(ObservedStreams::isFired) || isForeign(kind, key, eventType)) {
            return Optional.empty();
        }
        return Optional.of(new ObserverDeclaration(
                place(observer, method), key, kind, eventType, observer.isAsync(), payload(kind, observer)));
    }

    /** Whether it is none of ours: an observer of something else, without our qualifiers. */
    static boolean isForeign(EventKind kind, Optional<String> key, Optional<String> eventType) {
        return kind == EventKind.PAYLOAD && key.isEmpty() && eventType.isEmpty();
    }

    private static Optional<PayloadType> payload(EventKind kind, ObserverMethod<?> observer) {
        Type type = observer.getObservedType();
        return kind == EventKind.PAYLOAD ? Optional.of(ReflectedPayloads.of(type)) : Optional.empty();
    }

    /** An observer with another qualifier hears what the application fires, never what we do. */
    private static boolean isFired(Annotation qualifier) {
        return qualifier instanceof Stream || qualifier instanceof EventType || qualifier instanceof Any;
    }

    private static Optional<String> eventType(Set<Annotation> qualifiers) {
        return qualifiers.stream()
                .filter(EventType.class::isInstance)
                .map(qualifier -> ((EventType) qualifier).value())
                .findAny();
    }

    private static String place(ObserverMethod<?> observer, @Nullable AnnotatedMethod<?> method) {
        return method == null ? "of " + observer.getBeanClass().getName() : Places.of(method.getJavaMember());
    }
}
