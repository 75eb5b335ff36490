package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An injection point of the type {@link InjectionPoint}. It finds the injection point of the object that is being
 * created.
 */
final class InjectedInto implements InjectionPoint {

    private InjectedInto() {}

    /**
     * Returns the injection point of the object that is created in a context; empty if a program looked the object up.
     */
    static Optional<InjectionPoint> find(BeanManager manager, CreationalContext<?> context) {
        return Optional.ofNullable((InjectionPoint) manager.getInjectableReference(new InjectedInto(), context));
    }

    @Override
    public Type getType() {
        return InjectionPoint.class;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Default.Literal.INSTANCE);
    }

    @Override
    public @Nullable Bean<?> getBean() {
        return null;
    }

    @Override
    public @Nullable Member getMember() {
        return null;
    }

    @Override
    public @Nullable Annotated getAnnotated() {
        return null;
    }

    @Override
    public boolean isDelegate() {
        return false;
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
