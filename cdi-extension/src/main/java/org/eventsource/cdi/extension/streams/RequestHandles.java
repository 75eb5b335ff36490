package org.eventsource.cdi.extension.streams;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eventsource.EventSource;

/**
 * Closes the handles that were injected into a Jakarta REST resource without a scope, at the end of the request.
 *
 * <p>Jakarta REST creates such a resource for one request. It may be no bean, or a dependent bean as in Helidon. Some
 * servers (Open Liberty, and servers with Jersey) never destroy the objects that CDI created for it. Without this
 * class, each request would leave a handle with its listeners open.
 *
 * <p>A dependent bean lives as long as the object that it is injected into. So a resource that another bean injects may
 * live longer than a request, and a dependent bean that only resources inject lives for one request, too.
 */
public final class RequestHandles implements Contextual<List<EventSource>> {

    private final BeanManager manager;
    private final boolean shareResources;
    private final Injections injections;

    /**
     * @param shareResources whether one instance of a resource that is a dependent bean serves all requests
     * @param injections may grow later
     */
    public RequestHandles(BeanManager manager, boolean shareResources, Injections injections) {
        this.manager = manager;
        this.shareResources = shareResources;
        this.injections = injections;
    }

    /**
     * Registers a handle to be closed at the end of the current request, if the object that it is injected into lives
     * for one request.
     */
    public void add(EventSource handle, InjectionPoint point) {
        if (isOfOneRequest(point)) {
            ofCurrentRequest().ifPresent(handles -> handles.add(handle));
        }
    }

    private Optional<List<EventSource>> ofCurrentRequest() {
        try {
            return Optional.of(
                    manager.getContext(RequestScoped.class).get(this, manager.createCreationalContext(this)));
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
    }

    private boolean isOfOneRequest(InjectionPoint point) {
        Bean<?> bean = point.getBean();
        if (bean == null) {
            return isRequestResource(point);
        }
        return !shareResources && isDependentOfOneRequest(bean, new HashSet<>());
    }

    /** Returns whether the object that has the injection point is no bean and serves one request. */
    private boolean isRequestResource(InjectionPoint point) {
        return point.getMember() != null && isRequestResource(point.getMember().getDeclaringClass());
    }

    private boolean isRequestResource(Class<?> type) {
        // For Jersey, this annotation means that one resource serves all requests.
        return isResource(type) && !type.isAnnotationPresent(Singleton.class) && !injections.isPooled(type);
    }

    /**
     * Returns whether all objects of a dependent bean live for one request.
     *
     * @param visited the beans whose injection is being followed
     */
    private boolean isDependentOfOneRequest(Bean<?> bean, Set<Bean<?>> visited) {
        if (!isDependent(bean) || !visited.add(bean)) {
            return false;
        }
        List<InjectionPoint> into = injections.of(bean, manager);
        return (isRequestResource(bean.getBeanClass()) || !into.isEmpty())
                && into.stream().allMatch(point -> isInObjectOfOneRequest(point, visited));
    }

    private boolean isInObjectOfOneRequest(InjectionPoint point, Set<Bean<?>> visited) {
        Bean<?> bean = point.getBean();
        if (bean == null) {
            return isRequestResource(point);
        }
        return bean.getScope() == RequestScoped.class || isDependentOfOneRequest(bean, visited);
    }

    /**
     * Returns whether the bean is a dependent object of its bean class. An object from a producer has another type than
     * the class of the producer.
     */
    private boolean isDependent(Bean<?> bean) {
        return bean.getScope() == Dependent.class
                && bean.getTypes().contains(bean.getBeanClass())
                && !injections.isPooled(bean);
    }

    /**
     * Returns whether a class is a resource. Root resources have a path. Subresources have methods with a path or an
     * HTTP method.
     */
    private static boolean isResource(Class<?> type) {
        return Stream.concat(Stream.of(type), Stream.of(type.getMethods())).anyMatch(RequestHandles::isOfRest)
                || parents(type).anyMatch(RequestHandles::isResource);
    }

    /** Returns the superclass and the interfaces: only they may have the annotations. */
    private static Stream<Class<?>> parents(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
    }

    /** Compares annotations by name, because the application may not have Jakarta REST. */
    private static boolean isOfRest(AnnotatedElement element) {
        return hasAnnotation(element, "jakarta.ws.rs.Path")
                || Stream.of(element.getAnnotations())
                        .anyMatch(each -> hasAnnotation(each.annotationType(), "jakarta.ws.rs.HttpMethod"));
    }

    private static boolean hasAnnotation(AnnotatedElement element, String name) {
        return Stream.of(element.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(name));
    }

    @Override
    public List<EventSource> create(CreationalContext<List<EventSource>> context) {
        return new CopyOnWriteArrayList<>();
    }

    @Override
    public void destroy(List<EventSource> handles, CreationalContext<List<EventSource>> context) {
        handles.forEach(EventSource::close);
        context.release();
    }
}
