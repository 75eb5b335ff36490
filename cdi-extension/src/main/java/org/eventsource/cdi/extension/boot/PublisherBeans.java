package org.eventsource.cdi.extension.boot;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.streams.StoredKey;
import org.eventsource.cdi.extension.streams.Streams;

/** Adds the beans that are injected as {@code @Stream Flow.Publisher}. */
public final class PublisherBeans {

    /**
     * A publisher of all types of a stream is an alternative with this priority. Without it, an injection point without
     * {@code @EventType} would also match the publishers of one type.
     */
    public static final int PRIORITY = LIBRARY_AFTER;

    private static final Type MESSAGES = new TypeLiteral<Flow.Publisher<MessageEvent>>() {}.getType();

    private record Bean(String key, Optional<String> eventType, Type item) {

        /** Containers store the ids of beans, and log them. */
        String id() {
            return PublisherBeans.class.getName() + "/" + new Bean(StoredKey.of(key), eventType, item);
        }
    }

    /** The publishers of injection points, and what they publish. */
    private final Map<PublisherDeclaration, Set<Type>> declared = new LinkedHashMap<>();

    /** Records an injection point. */
    public synchronized void add(PublisherDeclaration publisher, Type item) {
        declared.computeIfAbsent(publisher, absent -> new HashSet<>()).add(item);
    }

    /**
     * Adds a bean for each publisher that is injected, and for each of the keys one that publishes all messages. One
     * more bean is for injection points that are found after beans can be added.
     *
     * @param isProvided returns whether the application has a bean of its own for a publisher
     * @param streams is called when a publisher is created
     */
    public synchronized void addTo(
            AfterBeanDiscovery discovery,
            Set<String> keys,
            Predicate<PublisherDeclaration> isProvided,
            BeanManager manager,
            Supplier<Streams> streams) {
        Map<Bean, PublisherDeclaration> beans = new LinkedHashMap<>();
        keys.forEach(key -> beans.put(
                new Bean(key, Optional.empty(), MessageEvent.class),
                PublisherDeclaration.ofMessages(key, "of a lookup")));
        declared.forEach((publisher, items) ->
                items.forEach(item -> beans.put(new Bean(publisher.key(), publisher.eventType(), item), publisher)));
        beans.values().removeIf(isProvided);
        beans.forEach((bean, publisher) -> add(discovery, bean, publisher, streams));
        discovery
                .<Flow.Publisher<?>>addBean()
                .beanClass(PublisherBeans.class)
                .types(LateStream.Publisher.class)
                .qualifiers(LateStream.Literal.INSTANCE)
                .scope(Dependent.class)
                .id(PublisherBeans.class.getName())
                .createWith(context -> late(InjectedInto.find(manager, context), streams.get()));
    }

    private static Flow.Publisher<?> late(Optional<InjectionPoint> point, Streams streams) {
        return point.flatMap(InjectedStreams::findLate)
                .map(found -> streams.publisher(
                        PublisherDeclaration.ofMessages(found.key(), found.place()), MessageEvent.class))
                .orElseThrow(() -> new IllegalStateException("no stream is named at " + point));
    }

    private static void add(
            AfterBeanDiscovery discovery, Bean bean, PublisherDeclaration publisher, Supplier<Streams> streams) {
        Annotation stream = Stream.Literal.of(bean.key());
        Annotation[] qualifiers = bean.eventType()
                .<Annotation[]>map(type -> new Annotation[] {stream, EventType.Literal.of(type)})
                .orElse(new Annotation[] {stream});
        Class<?> type = bean.item() instanceof Class<?> item ? item : Object.class;
        var added = discovery
                .<Flow.Publisher<?>>addBean()
                // OpenWebBeans knows alternatives by this class.
                .beanClass(bean.eventType().isEmpty() ? PublisherBeans.class : PublisherOf.class)
                .types(bean.item() == MessageEvent.class ? MESSAGES : new PublisherOf(bean.item()), Object.class)
                .qualifiers(qualifiers)
                .scope(Dependent.class)
                .id(bean.id())
                .createWith(context -> streams.get().publisher(publisher, type));
        if (bean.eventType().isEmpty()) {
            added.alternative(true).priority(PRIORITY);
        }
    }

    private record PublisherOf(Type item) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {item};
        }

        @Override
        public Type getRawType() {
            return Flow.Publisher.class;
        }

        @Override
        public Type getOwnerType() {
            return Flow.class;
        }
    }
}
