package org.eventsource.cdi.extension;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eventsource.EventSource;
import org.eventsource.cdi.RequestCustomizer;

/**
 * The beans that streams call, from all of the application: what is injected into a library of an enterprise archive
 * does not see those of its web applications.
 */
final class FoundBeans {

    private final Set<Bean<?>> beans;
    private final BeanManager manager;

    /** The set may still grow. */
    FoundBeans(Set<Bean<?>> beans, BeanManager manager) {
        this.beans = beans;
        this.manager = manager;
    }

    /** Whether streams call a bean. */
    static boolean areCalled(Bean<?> bean) {
        return bean.getTypes().contains(RequestCustomizer.class)
                || bean.getTypes().contains(EventSource.class);
    }

    void customize(Annotation qualifier, RequestCustomizer.Request request) throws Exception {
        for (Bean<?> bean : select(RequestCustomizer.class, qualifier)) {
            CreationalContext<?> context = manager.createCreationalContext(bean);
            try {
                ((RequestCustomizer) manager.getReference(bean, RequestCustomizer.class, context)).customize(request);
            } finally {
                if (bean.getScope() == Dependent.class) {
                    context.release();
                }
            }
        }
    }

    EventSource source(Annotation qualifier) {
        Bean<?> bean = manager.resolve(select(EventSource.class, qualifier));
        return (EventSource) manager.getReference(bean, EventSource.class, manager.createCreationalContext(bean));
    }

    private Set<Bean<?>> select(Type type, Annotation qualifier) {
        return beans.stream()
                .filter(bean ->
                        bean.getTypes().contains(type) && bean.getQualifiers().contains(qualifier))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
