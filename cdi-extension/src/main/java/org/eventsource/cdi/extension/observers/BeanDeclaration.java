package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.spi.AnnotatedField;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * The class or the producer method that declares a bean. A producer field is declared by its class.
 *
 * @param method the name of the producer method; empty for a class
 * @param parameters the types of the parameters of that method
 */
record BeanDeclaration(Class<?> type, String method, List<Class<?>> parameters) {

    /** Returns the declaration of a bean; empty for a bean of an extension. */
    static Optional<BeanDeclaration> of(ProcessBean<?> found) {
        if (found instanceof ProcessSyntheticBean) {
            return Optional.empty();
        }
        if (found.getAnnotated() instanceof AnnotatedMethod<?> producer) {
            Method method = producer.getJavaMember();
            return Optional.of(new BeanDeclaration(
                    method.getDeclaringClass(), method.getName(), List.of(method.getParameterTypes())));
        }
        if (found.getAnnotated() instanceof AnnotatedField<?> producer) {
            return Optional.of(ofClass(producer.getJavaMember().getDeclaringClass()));
        }
        return found.getAnnotated() instanceof AnnotatedType<?> component
                ? Optional.of(ofClass(component.getJavaClass()))
                : Optional.empty();
    }

    private static BeanDeclaration ofClass(Class<?> type) {
        return new BeanDeclaration(type, "", List.of());
    }

    BeanDeclaration ofClass() {
        return ofClass(type);
    }

    /** Returns what this declaration overrides if it specializes another. */
    BeanDeclaration overridden() {
        return new BeanDeclaration(requireNonNull(type.getSuperclass()), method, parameters);
    }
}
