package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eventsource.EventSource;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.FileCursors;

/**
 * The beans that streams call, from the whole application. Injection would not find all of them: a library of an
 * enterprise archive does not see the beans of the web applications.
 */
public final class FoundBeans implements ApplicationBeans {

    private final CalledBeans called;
    private final BeanManager manager;

    /** @param called the announced beans; others may be added later */
    public FoundBeans(CalledBeans called, BeanManager manager) {
        this.called = called;
        this.manager = manager;
    }

    /**
     * Looks a bean up, while there is one thread. OpenWebBeans sorts the alternatives at the first lookup of this kind,
     * without a lock. If a thread of a stream and a thread of the application did that together, one of them would
     * fail. To be called when all beans are known.
     */
    public static void lookUpFirst(BeanManager manager) {
        var unused = manager.createInstance().select(EventSources.class).isResolvable();
    }

    void customize(Annotation qualifier, RequestCustomizer.Request request) throws Exception {
        for (Bean<?> bean : withoutReplaced(select(RequestCustomizer.class, qualifier))) {
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

    /** Returns the source that the application's bean provides. */
    EventSource source(Annotation qualifier, ProvidedSources sources) {
        Bean<?> bean = manager.resolve(select(EventSource.class, qualifier));
        CreationalContext<?> context = manager.createCreationalContext(bean);
        EventSource source = (EventSource) manager.getReference(bean, EventSource.class, context);
        return sources.register(source, bean, context::release);
    }

    @Override
    public <T> List<ApplicationBean<T>> find(Class<T> type, Annotation qualifier) {
        return chosen(withoutReplaced(select(type, qualifier))).stream()
                .map(bean -> reference(bean, type))
                .toList();
    }

    @Override
    public <T> List<ApplicationBean<T>> all(Class<T> type) {
        return withoutReplaced(select(type, Default.Literal.INSTANCE)).stream()
                .map(bean -> reference(bean, type))
                .toList();
    }

    private Collection<Bean<?>> chosen(Collection<Bean<?>> candidates) {
        if (candidates.size() < 2) {
            return candidates;
        }
        try {
            Bean<?> resolved = manager.resolve(new LinkedHashSet<Bean<?>>(candidates));
            return List.of(resolved);
        } catch (AmbiguousResolutionException e) {
            return candidates;
        }
    }

    private <T> ApplicationBean<T> reference(Bean<?> bean, Class<T> type) {
        CreationalContext<?> context = manager.createCreationalContext(bean);
        return new ApplicationBean<>(
                called.place(bean),
                bean.getBeanClass().getClassLoader(),
                () -> type.cast(instance(bean, type, context)),
                () -> {
                    if (bean.getScope() == Dependent.class) {
                        context.release();
                    }
                });
    }

    private Object instance(Bean<?> bean, Class<?> type, CreationalContext<?> context) {
        Object reference = manager.getReference(bean, type, context);
        return type == CursorStore.class && bean.getScope() == ApplicationScoped.class
                ? filesBehind(reference, bean)
                : reference;
    }

    /** Returns the store behind a client proxy if it keeps cursors in files. Its locks have to be released. */
    private <B> Object filesBehind(Object proxy, Bean<B> bean) {
        try {
            Object store = manager.getContext(bean.getScope()).get(bean, manager.createCreationalContext(bean));
            return store instanceof FileCursors ? store : proxy;
        } catch (RuntimeException e) {
            // The proxy fails in the same way when the store is called.
            return proxy;
        }
    }

    /** Like {@code Instance}: if there are alternatives, only they are used. */
    private Collection<Bean<?>> withoutReplaced(Set<Bean<?>> beans) {
        List<Bean<?>> alternatives =
                beans.stream().filter(called::isAlternative).toList();
        return alternatives.isEmpty() ? beans : alternatives;
    }

    private Set<Bean<?>> select(Type type, Annotation qualifier) {
        return called.find(
                bean -> bean.getTypes().contains(type) && bean.getQualifiers().contains(qualifier));
    }
}
