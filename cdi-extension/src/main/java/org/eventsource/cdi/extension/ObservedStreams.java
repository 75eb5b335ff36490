package org.eventsource.cdi.extension;

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
import org.eventsource.cdi.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the observers that hear what streams dispatch from the others. */
final class ObservedStreams {

    private static final Map<Type, EventKind> KINDS = Map.of(
            OpenEvent.class, EventKind.OPEN,
            MessageEvent.class, EventKind.MESSAGE,
            ErrorEvent.class, EventKind.ERROR,
            Event.class, EventKind.ANY);

    private ObservedStreams() {}

    /** With the method, where there is one: an extension's observer has none. */
    static Optional<ObserverDeclaration> find(ObserverMethod<?> observer, @Nullable AnnotatedMethod<?> method) {
        EventKind kind = KINDS.get(observer.getObservedType());
        Set<Annotation> qualifiers = observer.getObservedQualifiers();
        if (kind == null || !qualifiers.stream().allMatch(ObservedStreams::isFired)) {
            return Optional.empty();
        }
        return Optional.of(new ObserverDeclaration(
                place(observer, method),
                InjectedStreams.key(qualifiers),
                kind,
                eventType(qualifiers),
                observer.isAsync()));
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
