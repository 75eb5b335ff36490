package org.eventsource.cdi.extension.observers;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The beans of one type that decode payloads: one for the whole application, or one for each module of an enterprise
 * archive. In the second case the bean decodes the payloads whose classes its module has.
 */
final class ModuleBeans<T> implements AutoCloseable {

    private final List<ApplicationBean<T>> beans;

    private ModuleBeans(List<ApplicationBean<T>> beans) {
        this.beans = beans;
    }

    /**
     * Finds the beans; empty if the application has none.
     *
     * @param payloads the classes that the beans will decode
     * @throws AmbiguousBeansException if there are several beans for one of the classes
     */
    static <T> Optional<ModuleBeans<T>> find(ApplicationBeans all, Class<T> type, Collection<Class<?>> payloads) {
        List<ApplicationBean<T>> beans = all.defaults(type);
        ModuleBeans<T> found = new ModuleBeans<>(beans);
        boolean isEachDecoded =
                !payloads.isEmpty() && payloads.stream().allMatch(payload -> found.ofModule(payload) != null);
        if (beans.size() > 1 && !isEachDecoded) {
            throw new AmbiguousBeansException(type, beans);
        }
        return beans.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    static <T> ModuleBeans<T> of(ApplicationBean<T> bean) {
        return new ModuleBeans<>(List.of(bean));
    }

    private @Nullable ApplicationBean<T> ofModule(Class<?> payload) {
        List<ApplicationBean<T>> near = beans.stream()
                .filter(bean -> bean.isInModuleOf(element(payload)))
                .toList();
        return near.size() == 1 ? near.get(0) : null;
    }

    private static Class<?> element(Class<?> type) {
        return type.isArray() ? element(type.getComponentType()) : type;
    }

    /** Returns the instance that decodes this class. For classes of this library, it is any of them. */
    T get(Class<?> payload) {
        ApplicationBean<T> near = beans.size() == 1 ? null : ofModule(payload);
        return (near == null ? beans.get(0) : near).get();
    }

    List<T> all() {
        return beans.stream().map(ApplicationBean::get).toList();
    }

    @Override
    public void close() {
        beans.forEach(ApplicationBean::close);
    }
}
