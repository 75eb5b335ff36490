package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Function;
import org.eventsource.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * The bean for streams that no bean injects. If Weld finds no bean for such a stream, its message shows
 * {@link #toString} of this bean. The text therefore states what to do.
 */
final class LateBean implements Bean<EventSource> {

    private final Function<CreationalContext<EventSource>, EventSource> handles;

    LateBean(Function<CreationalContext<EventSource>, EventSource> handles) {
        this.handles = handles;
    }

    @Override
    public EventSource create(CreationalContext<EventSource> context) {
        return handles.apply(context);
    }

    @Override
    public void destroy(EventSource handle, CreationalContext<EventSource> context) {
        handle.close();
        context.release();
    }

    /** Returns the interface, because OpenWebBeans uses the bean class as the type. */
    @Override
    public Class<?> getBeanClass() {
        return EventSource.class;
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(EventSource.class, Object.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(LateStream.Literal.INSTANCE, Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return Dependent.class;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }

    @Override
    public String toString() {
        return "streams that only a class names that is no bean: set the property eventsource.\"<key>\".url,"
                + " or inject the stream into a bean";
    }
}
