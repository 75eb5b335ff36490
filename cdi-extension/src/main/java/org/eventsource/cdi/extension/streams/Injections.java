package org.eventsource.cdi.extension.streams;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The injection points of an application, and its beans that the container creates for more than one injection. Some
 * containers announce more of them later, on the threads of requests.
 */
public final class Injections {

    private final Queue<InjectionPoint> points = new ConcurrentLinkedQueue<>();
    private final Set<Bean<?>> pooled = ConcurrentHashMap.newKeySet();

    public void add(Collection<InjectionPoint> found) {
        points.addAll(found);
    }

    /** Records an enterprise bean. Its objects live in a pool, or as long as the application. */
    public void addPooled(Bean<?> bean) {
        pooled.add(bean);
    }

    boolean isPooled(Bean<?> bean) {
        return pooled.contains(bean);
    }

    /** Returns whether an enterprise bean has this class. GlassFish does not name the bean at its injection points. */
    boolean isPooled(Class<?> type) {
        return pooled.stream().anyMatch(bean -> bean.getBeanClass() == type);
    }

    /** Returns the injection points that may inject the bean. */
    List<InjectionPoint> of(Bean<?> bean, BeanManager manager) {
        return points.stream()
                .filter(point -> bean.getTypes().contains(type(point)) && hasQualifiers(bean, point, manager))
                .toList();
    }

    /** Returns the type that is looked up. {@code Object} is left out, as every bean has it. */
    private static Type type(InjectionPoint point) {
        Type type = point.getType();
        if (type instanceof ParameterizedType lookup
                && (lookup.getRawType() == Instance.class || lookup.getRawType() == Provider.class)) {
            type = lookup.getActualTypeArguments()[0];
        }
        return type == Object.class ? void.class : type;
    }

    private static boolean hasQualifiers(Bean<?> bean, InjectionPoint point, BeanManager manager) {
        return point.getQualifiers().stream()
                .filter(qualifier -> !(qualifier instanceof Any))
                .allMatch(qualifier -> hasQualifier(bean, qualifier, manager));
    }

    private static boolean hasQualifier(Bean<?> bean, Annotation qualifier, BeanManager manager) {
        return bean.getQualifiers().stream().anyMatch(each -> manager.areQualifiersEquivalent(each, qualifier));
    }
}
