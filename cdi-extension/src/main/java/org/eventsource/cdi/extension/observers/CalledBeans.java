package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessBean;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.ScriptedTransport;
import org.eventsource.spi.StreamMonitor;
import org.eventsource.spi.Transactions;
import org.jspecify.annotations.Nullable;

/** Records the beans that streams call while the container announces them, and which of them others replace. */
public final class CalledBeans {

    private static final List<Class<?>> TYPES = Stream.concat(
                    Stream.of(
                            RequestCustomizer.class,
                            EventSource.class,
                            ScriptedTransport.class,
                            StreamMonitor.class,
                            CursorStore.class,
                            CursorKind.class,
                            Transactions.class),
                    OptionalTypes.present().stream())
            .toList();

    private final Map<Bean<?>, Declared> beans = new LinkedHashMap<>();

    /** The declarations that others specialize. Weld announces specialized beans, too. */
    private final Set<BeanDeclaration> specialized = new HashSet<>();

    /**
     * @param place where the bean is declared, as messages show it
     * @param by is empty for a bean of an extension
     * @param isAlternative whether the bean or the class of its producer is an alternative
     */
    private record Declared(String place, Optional<BeanDeclaration> by, boolean isAlternative) {}

    /** Records a bean if streams call it, and what it specializes. */
    public void add(ProcessBean<?> found, String place, BeanManager manager) {
        Optional<BeanDeclaration> by = BeanDeclaration.of(found);
        by.filter(declaration -> found.getAnnotated().isAnnotationPresent(Specializes.class))
                .map(BeanDeclaration::overridden)
                .ifPresent(specialized::add);
        if (TYPES.stream().anyMatch(found.getBean().getTypes()::contains)) {
            boolean isAlternative = found.getBean().isAlternative() || isOfAlternative(found.getAnnotated(), manager);
            beans.put(found.getBean(), new Declared(place, by, isAlternative));
        }
    }

    /** Returns whether the class of a producer is an alternative. The bean of the producer is none then. */
    private static boolean isOfAlternative(@Nullable Annotated annotated, BeanManager manager) {
        return annotated instanceof AnnotatedMember<?> producer
                && isAlternative(producer.getDeclaringType().getAnnotations(), manager);
    }

    private static boolean isAlternative(Collection<Annotation> annotations, BeanManager manager) {
        return annotations.stream()
                .map(Annotation::annotationType)
                .anyMatch(type -> type == Alternative.class
                        || (manager.isStereotype(type)
                                && isAlternative(manager.getStereotypeDefinition(type), manager)));
    }

    /**
     * Replaces each bean by the one that the container uses. OpenWebBeans announces a bean of an extension, and then
     * uses another object for it. To be called when all beans are known.
     */
    public void replaceAnnounced(BeanManager manager) {
        List<Bean<?>> used = TYPES.stream()
                .flatMap(type -> manager.getBeans(type, Any.Literal.INSTANCE).stream())
                .<Bean<?>>map(bean -> bean)
                .toList();
        for (Bean<?> announced : List.copyOf(beans.keySet())) {
            if (!used.contains(announced)) {
                used.stream().filter(bean -> isFor(bean, announced)).findFirst().ifPresent(bean -> {
                    Declared declared = requireNonNull(beans.remove(announced));
                    beans.put(bean, declared);
                });
            }
        }
    }

    private static boolean isFor(Bean<?> bean, Bean<?> announced) {
        return bean.getBeanClass().equals(announced.getBeanClass())
                && bean.getTypes().equals(announced.getTypes())
                && bean.getQualifiers().equals(announced.getQualifiers());
    }

    /** Returns the recorded beans that no bean specializes. */
    Set<Bean<?>> find(Predicate<Bean<?>> wanted) {
        return beans.keySet().stream()
                .filter(wanted)
                .filter(bean -> declared(bean).by().filter(this::isSpecialized).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isSpecialized(BeanDeclaration declaration) {
        return specialized.contains(declaration) || specialized.contains(declaration.ofClass());
    }

    boolean isAlternative(Bean<?> bean) {
        return declared(bean).isAlternative();
    }

    /** Returns the place where a recorded bean is declared, as messages show it. */
    String place(Bean<?> bean) {
        return declared(bean).place();
    }

    private Declared declared(Bean<?> bean) {
        Declared declared = beans.get(bean);
        // A bean of an extension may have changed its hash code.
        return declared == null ? new Declared(bean.toString(), Optional.empty(), bean.isAlternative()) : declared;
    }
}
