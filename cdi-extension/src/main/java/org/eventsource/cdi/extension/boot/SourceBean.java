package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.PassivationCapable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Function;
import org.eventsource.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * A bean whose objects are handles.
 *
 * @param text is shown by messages of the container that list beans
 * @param type the type of the bean; OpenWebBeans uses it as a type even if it is not in {@code types}
 */
record SourceBean(
        String id,
        String text,
        Class<? extends EventSource> type,
        Set<Type> types,
        Set<Annotation> qualifiers,
        Function<CreationalContext<EventSource>, EventSource> handles)
        implements Bean<EventSource>, PassivationCapable {

    @Override
    public EventSource create(CreationalContext<EventSource> context) {
        return handles.apply(context);
    }

    @Override
    public void destroy(EventSource handle, CreationalContext<EventSource> context) {
        handle.close();
        context.release();
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public Class<?> getBeanClass() {
        return type;
    }

    @Override
    public Set<Type> getTypes() {
        return types;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return qualifiers;
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
        return text;
    }
}
