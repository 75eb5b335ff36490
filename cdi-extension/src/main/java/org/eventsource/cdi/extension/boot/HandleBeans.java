package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.streams.RequestHandles;
import org.eventsource.cdi.extension.streams.StoredKey;
import org.eventsource.cdi.extension.streams.Streams;

/** Adds the beans that are injected as {@code @Stream EventSource}. */
public final class HandleBeans {

    private final AfterBeanDiscovery discovery;
    private final BeanManager manager;
    private final RequestHandles requests;
    private final Supplier<Streams> streams;

    /** @param streams is called when a handle is created */
    public HandleBeans(
            AfterBeanDiscovery discovery, BeanManager manager, RequestHandles requests, Supplier<Streams> streams) {
        this.discovery = discovery;
        this.manager = manager;
        this.requests = requests;
        this.streams = streams;
    }

    /**
     * Adds the bean of a stream. If Weld finds no bean for another stream, its message lists the beans of all streams.
     * Their texts therefore state what to do.
     */
    public void add(String key) {
        discovery.addBean(new SourceBean(
                HandleBeans.class.getName() + "/" + StoredKey.of(key),
                StreamName.of(key) + " (for a stream that only a class names that is no bean: set the property"
                        + " eventsource.\"<key>\".url, or inject the stream into a bean)",
                EventSource.class,
                Set.of(EventSource.class, Object.class),
                Set.of(Stream.Literal.of(key), Any.Literal.INSTANCE),
                context -> create(context, point -> handle(key, point))));
    }

    /**
     * Adds the bean for injection points that are found after beans can be added. It is not an {@code EventSource}: an
     * application that iterates over its streams must not find it.
     */
    public void addLate() {
        discovery.addBean(new SourceBean(
                HandleBeans.class.getName(),
                "streams that only classes name that are no beans",
                LateStream.Source.class,
                Set.of(LateStream.Source.class),
                Set.of(LateStream.Literal.INSTANCE, Any.Literal.INSTANCE),
                context -> create(context, this::late)));
    }

    private EventSource late(Optional<InjectionPoint> point) {
        return point.flatMap(InjectedStreams::findLate)
                .map(injection -> streams.get().injected(injection))
                .orElseThrow(() -> new IllegalStateException("no stream is named at " + point));
    }

    private EventSource handle(String key, Optional<InjectionPoint> point) {
        String place = point.map(Places::of).orElse("of a lookup");
        return streams.get().injected(new InjectionDeclaration(key, place));
    }

    private EventSource create(
            CreationalContext<EventSource> context, Function<Optional<InjectionPoint>, EventSource> handles) {
        Optional<InjectionPoint> point = InjectedInto.find(manager, context);
        EventSource handle = handles.apply(point);
        point.ifPresent(owner -> requests.add(handle, owner));
        return handle;
    }
}
