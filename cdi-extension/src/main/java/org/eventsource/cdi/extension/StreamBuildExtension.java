package org.eventsource.cdi.extension;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.inject.build.compatible.spi.ParameterConfig;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanBuilder;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Types;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.boot.BuiltBeans;
import org.eventsource.cdi.extension.boot.BuiltStreams;
import org.eventsource.cdi.extension.boot.ClassesAtRuntime;
import org.eventsource.cdi.extension.boot.Declarations;
import org.eventsource.cdi.extension.boot.DeclaredBeans;
import org.eventsource.cdi.extension.boot.PublisherBeans;
import org.eventsource.cdi.extension.boot.StreamLifecycle;
import org.eventsource.cdi.extension.model.ModelProblems;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.model.StreamModelCodec;
import org.eventsource.cdi.extension.observers.HttpClientBeans;
import org.eventsource.cdi.extension.observers.JacksonBeans;
import org.eventsource.cdi.extension.observers.JsonbBeans;
import org.eventsource.cdi.extension.observers.OptionalTypes;
import org.eventsource.cdi.extension.observers.PayloadReaders;
import org.eventsource.cdi.extension.observers.RestClientBeans;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.streams.Streams;
import org.eventsource.cdi.extension.threads.ApplicationLoader;

/**
 * Adds streams as beans in containers that build an application before it runs. It corresponds to
 * {@link StreamExtension}.
 */
@SkipIfPortableExtensionPresent(StreamExtension.class)
public class StreamBuildExtension implements BuildCompatibleExtension {

    private final Declarations declarations = new Declarations();
    private final DeclaredBeans beans = new DeclaredBeans();
    private final Map<PublisherDeclaration, Type> publishers = new LinkedHashMap<>();

    /** Called by the container. */
    public StreamBuildExtension() {}

    /**
     * Registers the qualifiers, because Quarkus does not scan the jar that contains them. {@code Stream} is scanned,
     * too: Quarkus injects into a field without {@code @Inject} only if it found the field's qualifier by scanning.
     */
    @Discovery
    public void addQualifiers(MetaAnnotations annotations, ScannedClasses classes) {
        annotations.addQualifier(Stream.class);
        annotations.addQualifier(EventType.class);
        classes.add(Stream.class.getName());
    }

    /** Adds the beans of this library. */
    @Discovery
    public void addBeans(ScannedClasses classes) {
        classes.add(StreamDispatcher.class.getName());
        classes.add(StreamLifecycle.class.getName());
        if (isPresent(OptionalTypes.JSONB)) {
            classes.add(JsonbBeans.class.getName());
        }
        if (isPresent(OptionalTypes.OBJECT_MAPPER)) {
            classes.add(JacksonBeans.class.getName());
        }
        if (isPresent(OptionalTypes.HTTP_CLIENT)) {
            classes.add(HttpClientBeans.class.getName());
        }
        if (isPresent(OptionalTypes.REST_CLIENT)) {
            classes.add(RestClientBeans.class.getName());
        }
    }

    private static boolean isPresent(String type) {
        return ClassesAtRuntime.mayHave(type) && OptionalTypes.isPresent(type);
    }

    /**
     * Removes the injection of JSON-B beans if the running application cannot load that class. A build may load classes
     * that the running application cannot load.
     */
    @Enhancement(types = JsonbBeans.class)
    public void jsonbBeans(ClassConfig beans, Types types) {
        leaveOut(beans, types, OptionalTypes.JSONB);
    }

    /** Removes the injection of Jackson beans if the running application cannot load that class. */
    @Enhancement(types = JacksonBeans.class)
    public void jacksonBeans(ClassConfig beans, Types types) {
        leaveOut(beans, types, OptionalTypes.OBJECT_MAPPER);
    }

    /** Removes the injection of REST clients if the running application cannot load that class. */
    @Enhancement(types = RestClientBeans.class)
    public void restClientBeans(ClassConfig beans, Types types) {
        leaveOut(beans, types, OptionalTypes.REST_CLIENT);
    }

    private static void leaveOut(ClassConfig beans, Types types, String injected) {
        if (!isPresent(injected) || types.ofClass(injected) == null) {
            beans.methods().stream()
                    .flatMap(method -> method.parameters().stream())
                    .forEach(ParameterConfig::removeAllAnnotations);
        }
    }

    /** Records the injection points of a bean, and whether it provides a stream or {@code EventSources}. */
    @Registration(types = Object.class)
    public void bean(BeanInfo bean) {
        BuiltStreams.injections(bean).forEach(declarations::add);
        BuiltStreams.publishers(bean).forEach(this::publisher);
        beans.add(bean);
        if (BuiltStreams.hasType(bean, EventSource.class.getName())) {
            BuiltStreams.key(bean.qualifiers()).ifPresent(declarations::provided);
        }
        BuiltStreams.providedPublishers(bean).forEach(declarations::provided);
        if (BuiltStreams.hasType(bean, EventSources.class.getName())) {
            declarations.sourcesProvided();
        }
    }

    /** Records an observer of streams and the injection points of its further parameters. */
    @Registration(types = Object.class)
    public void observer(ObserverInfo observer) {
        if (!observer.isSynthetic()) {
            BuiltStreams.observer(observer).ifPresent(declarations::add);
            BuiltStreams.injections(observer).forEach(declarations::add);
            BuiltStreams.publishers(observer).forEach(this::publisher);
        }
    }

    private void publisher(PublisherDeclaration publisher, Type item) {
        declarations.add(publisher);
        publishers.put(publisher, item);
    }

    /** Adds the bean of the streams, the handles, the relays and the {@code EventSources} bean. */
    @Synthesis
    public void addBeans(SyntheticComponents components, Types types) {
        Set<String> keys = declarations.beansAdded(Set.of());
        components
                .addBean(Streams.class)
                .type(Streams.class)
                .scope(Singleton.class)
                .withParam(BuiltBeans.MODEL, StreamModelCodec.encode(declarations.model()))
                .createWith(BuiltBeans.StreamsCreator.class)
                .disposeWith(BuiltBeans.StreamsDisposer.class);
        declarations.model().relayedKeys().forEach(key -> {
            addRelay(components, key, false);
            addRelay(components, key, true);
        });
        keys.forEach(key -> addHandle(components, key));
        addPublishers(components, types);
        if (!declarations.areSourcesProvided()) {
            components
                    .addBean(EventSources.class)
                    .type(EventSources.class)
                    .scope(ApplicationScoped.class)
                    .createWith(BuiltBeans.SourcesCreator.class);
        }
    }

    private static void addRelay(SyntheticComponents components, String key, boolean async) {
        components
                .addObserver(MessageEvent.class)
                .qualifier(Stream.Literal.of(key))
                .async(async)
                .withParam(BuiltBeans.KEY, key)
                .withParam(BuiltBeans.ASYNC, async)
                .observeWith(BuiltBeans.Relay.class);
    }

    private static void addHandle(SyntheticComponents components, String key) {
        components
                .addBean(EventSource.class)
                .type(EventSource.class)
                .qualifier(Stream.Literal.of(key))
                .scope(Dependent.class)
                .withParam(BuiltBeans.KEY, key)
                .createWith(BuiltBeans.HandleCreator.class)
                .disposeWith(BuiltBeans.HandleDisposer.class);
    }

    /** Adds a bean for each publisher that is injected, and a publisher of all messages for each key of a publisher. */
    private void addPublishers(SyntheticComponents components, Types types) {
        Map<List<Object>, PublisherDeclaration> added = new LinkedHashMap<>();
        declarations
                .publishedKeys()
                .forEach(key -> addPublisher(
                        components,
                        types,
                        PublisherDeclaration.ofMessages(key, "of a lookup"),
                        types.of(MessageEvent.class),
                        added));
        publishers.forEach((publisher, item) -> addPublisher(components, types, publisher, item, added));
    }

    private void addPublisher(
            SyntheticComponents components,
            Types types,
            PublisherDeclaration publisher,
            Type item,
            Map<List<Object>, PublisherDeclaration> added) {
        if (declarations.isProvided(publisher)
                || added.putIfAbsent(List.of(publisher.key(), publisher.eventType(), publisher.payload()), publisher)
                        != null) {
            return;
        }
        StreamModel model = new StreamModel(List.of(), List.of(), Set.of(), List.of(), List.of(publisher));
        SyntheticBeanBuilder<Flow.Publisher<?>> bean = components
                .<Flow.Publisher<?>>addBean(publisherClass())
                .type(types.parameterized(Flow.Publisher.class, item))
                .qualifier(Stream.Literal.of(publisher.key()))
                .scope(Dependent.class)
                .withParam(BuiltBeans.MODEL, StreamModelCodec.encode(model))
                .createWith(BuiltBeans.PublisherCreator.class);
        if (publisher.eventType().isEmpty()) {
            bean.alternative(true).priority(PublisherBeans.PRIORITY);
        } else {
            bean.qualifier(EventType.Literal.of(publisher.eventType().get()));
        }
    }

    /** The class of a generic type has no type arguments. */
    @SuppressWarnings("unchecked")
    private static Class<Flow.Publisher<?>> publisherClass() {
        return (Class<Flow.Publisher<?>>) (Class<?>) Flow.Publisher.class;
    }

    /** Fails the build if the declarations have errors that do not depend on the configuration. */
    @Validation
    public void validate(Messages messages, Types types) {
        Problems problems = new Problems();
        ModelProblems.find(declarations.model()).forEach(problems::add);
        ApplicationLoader.run(() -> checkPayloads(problems, types));
        if (!problems.isEmpty()) {
            messages.error(problems.report());
        }
    }

    /** Reports problems of payloads that the running application would report, too. */
    private void checkPayloads(Problems problems, Types types) {
        new PayloadReaders(declarations.model(), observer -> Set.of(), beans.among(types), problems).close();
    }
}
