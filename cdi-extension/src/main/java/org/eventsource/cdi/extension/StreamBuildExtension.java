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
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Types;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.inject.Singleton;
import java.util.Set;
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
import org.eventsource.cdi.extension.boot.StreamLifecycle;
import org.eventsource.cdi.extension.model.ModelProblems;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamModelCodec;
import org.eventsource.cdi.extension.observers.JacksonBeans;
import org.eventsource.cdi.extension.observers.JsonbBeans;
import org.eventsource.cdi.extension.observers.OptionalTypes;
import org.eventsource.cdi.extension.observers.PayloadReaders;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.streams.Streams;
import org.eventsource.cdi.extension.threads.ApplicationLoader;

/** What {@link StreamExtension} does, for containers that build an application before it runs. */
@SkipIfPortableExtensionPresent(StreamExtension.class)
public class StreamBuildExtension implements BuildCompatibleExtension {

    private final Declarations declarations = new Declarations();
    private final DeclaredBeans beans = new DeclaredBeans();

    /** For the container. */
    public StreamBuildExtension() {}

    /**
     * Registers the qualifiers, as Quarkus does not scan the jar that they are in. {@code Stream} is scanned, too:
     * Quarkus injects into a field that has no {@code Inject} if it finds the field's qualifier by scanning.
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
    }

    private static boolean isPresent(String type) {
        return ClassesAtRuntime.mayHave(type) && OptionalTypes.isPresent(type);
    }

    /** A build can load classes that the application cannot load when it runs: nothing of such a type is injected. */
    @Enhancement(types = JsonbBeans.class)
    public void jsonbBeans(ClassConfig beans, Types types) {
        leaveOut(beans, types, OptionalTypes.JSONB);
    }

    /** The same for Jackson. */
    @Enhancement(types = JacksonBeans.class)
    public void jacksonBeans(ClassConfig beans, Types types) {
        leaveOut(beans, types, OptionalTypes.OBJECT_MAPPER);
    }

    private static void leaveOut(ClassConfig beans, Types types, String injected) {
        if (!isPresent(injected) || types.ofClass(injected) == null) {
            beans.methods().stream()
                    .flatMap(method -> method.parameters().stream())
                    .forEach(ParameterConfig::removeAllAnnotations);
        }
    }

    /** Injection points, and what the application provides itself. */
    @Registration(types = Object.class)
    public void bean(BeanInfo bean) {
        BuiltStreams.injections(bean).forEach(declarations::add);
        beans.add(bean);
        if (BuiltStreams.hasType(bean, EventSource.class.getName())) {
            BuiltStreams.key(bean.qualifiers()).ifPresent(declarations::provided);
        }
        if (BuiltStreams.hasType(bean, EventSources.class.getName())) {
            declarations.sourcesProvided();
        }
    }

    /** Observers, and what is injected into their further parameters. */
    @Registration(types = Object.class)
    public void observer(ObserverInfo observer) {
        if (!observer.isSynthetic()) {
            BuiltStreams.observer(observer).ifPresent(declarations::add);
            BuiltStreams.injections(observer).forEach(declarations::add);
        }
    }

    /** The streams, and the handles on them. */
    @Synthesis
    public void addBeans(SyntheticComponents components) {
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

    /** What cannot be kept, whatever is configured, fails the build. */
    @Validation
    public void validate(Messages messages, Types types) {
        Problems problems = new Problems();
        ModelProblems.find(declarations.model()).forEach(problems::add);
        ApplicationLoader.run(() -> checkPayloads(problems, types));
        if (!problems.isEmpty()) {
            messages.error(problems.report());
        }
    }

    /** Reports what the run would report, too. */
    private void checkPayloads(Problems problems, Types types) {
        new PayloadReaders(declarations.model(), observer -> Set.of(), beans.among(types), problems).close();
    }
}
