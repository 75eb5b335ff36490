package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.Types;
import jakarta.inject.Named;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eventsource.cdi.extension.observers.ApplicationBean;
import org.eventsource.cdi.extension.observers.ApplicationBeans;
import org.eventsource.cdi.extension.observers.OptionalTypes;

/** Records which optional beans an application has, while a build runs. */
public final class DeclaredBeans {

    private static final List<String> TYPES = List.of(OptionalTypes.JSONB, OptionalTypes.OBJECT_MAPPER);
    private static final Set<String> DEFAULT =
            Set.of(Default.class.getName(), Any.class.getName(), Named.class.getName());

    private final Set<String> found = new HashSet<>();

    public void add(BeanInfo bean) {
        if (bean.qualifiers().stream().allMatch(qualifier -> DEFAULT.contains(qualifier.name()))) {
            TYPES.stream().filter(type -> BuiltStreams.hasType(bean, type)).forEach(found::add);
        }
    }

    /**
     * Returns the beans that were recorded.
     *
     * @param types the classes that the application has when it runs: a build may have more
     */
    public ApplicationBeans among(Types types) {
        return new Recorded(Set.copyOf(found), types);
    }

    /** Lists at most one bean of each type, without an instance: the running application decides which one is used. */
    private record Recorded(Set<String> found, Types types) implements ApplicationBeans {

        @Override
        public <T> List<ApplicationBean<T>> find(Class<T> type, Annotation qualifier) {
            if (!ClassesAtRuntime.mayHave(type.getName()) || types.ofClass(type.getName()) == null) {
                throw new IllegalStateException("the class path has no " + type.getName());
            }
            return found.contains(type.getName()) ? List.of(withoutInstance(type)) : List.of();
        }

        private static <T> ApplicationBean<T> withoutInstance(Class<T> type) {
            return new ApplicationBean<>(
                    type.getName(),
                    null,
                    () -> {
                        throw new IllegalStateException("a build has no instances of beans");
                    },
                    () -> {});
        }
    }
}
