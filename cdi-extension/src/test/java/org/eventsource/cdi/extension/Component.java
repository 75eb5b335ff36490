package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;

/** Makes objects that are no beans, as servers make servlets and resources. */
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
