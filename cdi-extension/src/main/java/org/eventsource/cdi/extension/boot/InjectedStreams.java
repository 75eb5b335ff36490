package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.InjectionDeclaration;

/** Finds the injection points of streams. */
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

    public static Optional<String> key(Collection<Annotation> qualifiers) {
        return qualifiers.stream()
                .filter(Stream.class::isInstance)
                .map(qualifier -> ((Stream) qualifier).value())
                .findAny();
    }

    /** Returns the type that replaces the type of an injection point of a stream whose qualifier is replaced. */
    public static Type lateType(InjectionPoint point) {
        return point.getType() instanceof ParameterizedType lookup ? new LateLookup(lookup) : LateStream.Source.class;
    }

    /** {@code Instance} or {@code Provider} of {@link LateStream.Source}. */
    private record LateLookup(ParameterizedType declared) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {LateStream.Source.class};
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
        if (type instanceof ParameterizedType generic) {
            return (generic.getRawType() == Instance.class || generic.getRawType() == Provider.class)
                    && generic.getActualTypeArguments()[0] == EventSource.class;
        }
        return type == EventSource.class;
    }
}
