package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;

/** Creates objects that are not beans, as servers create servlets and resources. */
final class Component {

    private Component() {}

    static <T> T make(BeanManager manager, Class<T> type) {
        InjectionTarget<T> target = manager.getInjectionTargetFactory(manager.createAnnotatedType(type))
                .createInjectionTarget(null);
        var context = manager.<T>createCreationalContext(null);
        T component = target.produce(context);
        target.inject(component, context);
        return component;
    }
}
