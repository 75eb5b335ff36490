package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.observers.ApplicationBean;
import org.eventsource.cdi.extension.observers.ApplicationBeans;

/** Finds the application's beans in a container without portable extensions. */
final class InjectedBeans implements ApplicationBeans {

    private final Instance<Object> lookup;

    InjectedBeans(Instance<Object> lookup) {
        this.lookup = lookup;
    }

    @Override
    public <T> List<ApplicationBean<T>> find(Class<T> type, Annotation qualifier) {
        Instance<T> beans = lookup.select(type, qualifier);
        Stream<? extends Instance.Handle<T>> handles =
                beans.isResolvable() ? Stream.of(beans.getHandle()) : beans.handlesStream();
        return handles.map(InjectedBeans::bean).toList();
    }

    @Override
    public <T> List<ApplicationBean<T>> all(Class<T> type) {
        return lookup.select(type).handlesStream().map(InjectedBeans::bean).toList();
    }

    private static <T> ApplicationBean<T> bean(Instance.Handle<T> handle) {
        return new ApplicationBean<>(String.valueOf(handle.getBean()), null, handle::get, () -> destroy(handle));
    }

    private static void destroy(Instance.Handle<?> handle) {
        if (handle.getBean().getScope() == Dependent.class) {
            handle.destroy();
        }
    }
}
