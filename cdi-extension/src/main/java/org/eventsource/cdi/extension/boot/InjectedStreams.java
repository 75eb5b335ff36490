package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.model.ProvidedPublisher;
import org.eventsource.cdi.extension.model.PublisherDeclaration;

/** Finds the injection points of streams and of their publishers. */
public final class InjectedStreams {

    private InjectedStreams() {}

    public static Optional<InjectionDeclaration> find(InjectionPoint point) {
        return isSource(point.getType())
                ? key(point.getQualifiers()).map(key -> new InjectionDeclaration(key, Places.of(point)))
                : Optional.empty();
    }

    /** Finds the stream at an injection point whose qualifier was replaced by {@link LateStream}. */
    static Optional<InjectionDeclaration> findLate(InjectionPoint point) {
        return Optional.ofNullable(point.getAnnotated())
                .flatMap(annotated -> key(annotated.getAnnotations()))
                .map(key -> new InjectionDeclaration(key, Places.of(point)));
    }

    /** Returns the declaration of an injected publisher; empty if the injection point is none. */
    public static Optional<PublisherDeclaration> findPublisher(InjectionPoint point) {
        return published(point.getType())
                .flatMap(item -> key(point.getQualifiers())
                        .map(key -> new PublisherDeclaration(
                                key,
                                Places.of(point),
                                ObservedStreams.eventType(point.getQualifiers()),
                                payload(item))));
    }

    private static Optional<PayloadType> payload(Type item) {
        return item == MessageEvent.class ? Optional.empty() : Optional.of(ReflectedPayloads.of(item));
    }

    /** Returns the publishers of streams that a bean is. */
    public static List<ProvidedPublisher> providedPublishers(Bean<?> bean) {
        return key(bean.getQualifiers()).stream()
                .flatMap(key -> bean.getTypes().stream()
                        .filter(InjectedStreams::isPublisher)
                        .flatMap(type -> published(type).stream())
                        .map(item -> new ProvidedPublisher(
                                key,
                                ObservedStreams.eventType(bean.getQualifiers()),
                                payload(item).map(PayloadType::name))))
                .toList();
    }

    /** Returns what an injection point of a publisher publishes. */
    public static Optional<Type> published(Type injected) {
        Type type = looked(injected);
        return isPublisher(type)
                ? Optional.of(((ParameterizedType) type).getActualTypeArguments()[0])
                        .filter(InjectedStreams::canBeBeanType)
                : Optional.empty();
    }

    private static boolean isPublisher(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Flow.Publisher.class;
    }

    /** Beans have no type with a wildcard or a type variable. */
    private static boolean canBeBeanType(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.of(generic.getActualTypeArguments()).allMatch(InjectedStreams::canBeBeanType);
        }
        return type instanceof Class<?> || type instanceof GenericArrayType;
    }

    /** Returns the type that {@code Instance} or {@code Provider} looks up, or the type itself. */
    private static Type looked(Type type) {
        return type instanceof ParameterizedType generic
                        && (generic.getRawType() == Instance.class || generic.getRawType() == Provider.class)
                ? generic.getActualTypeArguments()[0]
                : type;
    }

    public static Optional<String> key(Collection<Annotation> qualifiers) {
        return qualifiers.stream()
                .filter(org.eventsource.cdi.Stream.class::isInstance)
                .map(qualifier -> ((org.eventsource.cdi.Stream) qualifier).value())
                .findAny();
    }

    /** Returns the type that replaces the type of an injection point of a stream whose qualifier is replaced. */
    public static Type lateType(InjectionPoint point) {
        Type type = isSource(point.getType()) ? LateStream.Source.class : LateStream.Publisher.class;
        return looked(point.getType()) == point.getType()
                ? type
                : new LateLookup((ParameterizedType) point.getType(), type);
    }

    /** {@code Instance} or {@code Provider} of a type of {@link LateStream}. */
    private record LateLookup(ParameterizedType declared, Type type) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {type};
        }

        @Override
        public Type getRawType() {
            return declared.getRawType();
        }

        @Override
        public Type getOwnerType() {
            return declared.getOwnerType();
        }
    }

    private static boolean isSource(Type type) {
        return looked(type) == EventSource.class;
    }
}
