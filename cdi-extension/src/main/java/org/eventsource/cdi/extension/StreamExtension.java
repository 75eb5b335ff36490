package org.eventsource.cdi.extension;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;
import static jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;
import static jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER;
import static java.util.Objects.requireNonNull;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.boot.Archives;
import org.eventsource.cdi.extension.boot.ConfiguredKeys;
import org.eventsource.cdi.extension.boot.ContainerEvents;
import org.eventsource.cdi.extension.boot.Declarations;
import org.eventsource.cdi.extension.boot.HandleBeans;
import org.eventsource.cdi.extension.boot.InjectedStreams;
import org.eventsource.cdi.extension.boot.LateStream;
import org.eventsource.cdi.extension.boot.ObservedStreams;
import org.eventsource.cdi.extension.boot.Places;
import org.eventsource.cdi.extension.boot.StreamLifecycle;
import org.eventsource.cdi.extension.boot.StreamsSetup;
import org.eventsource.cdi.extension.config.Configuration;
import org.eventsource.cdi.extension.observers.FoundBeans;
import org.eventsource.cdi.extension.observers.JacksonBeans;
import org.eventsource.cdi.extension.observers.JsonbBeans;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.streams.RequestHandles;
import org.eventsource.cdi.extension.streams.StreamSources;
import org.eventsource.cdi.extension.streams.Streams;
import org.eventsource.cdi.extension.threads.ApplicationLoader;
import org.jspecify.annotations.Nullable;

/** Connects an application's streams to its beans and observers: collects, adds beans, validates, starts, stops. */
public class StreamExtension implements Extension {

    /** Helidon's comes 100 after the platform. */
    private static final int AFTER_SERVER = PLATFORM_AFTER + 1000;

    private final Declarations declarations = new Declarations();
    private final Archives archives = new Archives();
    /** One of each archive that has not been told of the start yet, where each is told apart. */
    private final Set<Class<?>> untold = ConcurrentHashMap.newKeySet();

    /** With their places. */
    private final Map<Bean<?>, String> called = new LinkedHashMap<>();

    private @Nullable ContainerEvents events;
    private @Nullable Bean<StreamDispatcher> dispatcher;
    private @Nullable Streams streams;

    /** For the container, and for programs that name their extensions. */
    public StreamExtension() {}

    /** With an annotated type: Weld does not report a class that is added as synthetic. */
    void begin(@Observes BeforeBeanDiscovery discovery, BeanManager manager) {
        events = ContainerEvents.ofCaller();
        discovery.addAnnotatedType(
                manager.createAnnotatedType(StreamDispatcher.class), StreamDispatcher.class.getName());
    }

    /**
     * Our classes are discovered in an archive that this library is merged into, for example by maven-shade. The
     * dispatcher is then a bean twice, and the others are for containers without portable extensions.
     */
    void vetoDispatcher(@Observes ProcessAnnotatedType<StreamDispatcher> discovered) {
        if (!(discovered instanceof ProcessSyntheticAnnotatedType)) {
            discovered.veto();
        }
    }

    void vetoLifecycle(@Observes ProcessAnnotatedType<StreamLifecycle> discovered) {
        discovered.veto();
    }

    void vetoJsonbBeans(@Observes ProcessAnnotatedType<JsonbBeans> discovered) {
        discovered.veto();
    }

    void vetoJacksonBeans(@Observes ProcessAnnotatedType<JacksonBeans> discovered) {
        discovered.veto();
    }

    /** Kept, as the bean manager that Payara gives to an extension does not find it by its type. */
    void dispatcher(@Observes ProcessManagedBean<StreamDispatcher> found) {
        dispatcher = found.getBean();
    }

    /**
     * Some servers announce what is injected into servlets and other components only when they make them. In place of
     * all injection targets, for which TomEE would log a line each at the end of an application.
     */
    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> found) {
        archives.addComponent(found.getInjectionPoint().getMember());
        InjectedStreams.find(found.getInjectionPoint()).ifPresent(injection -> {
            declarations.add(injection);
            if (declarations.isLate(injection.key())) {
                found.configureInjectionPoint().qualifiers(LateStream.Literal.INSTANCE);
            }
        });
    }

    void observer(@Observes ProcessObserverMethod<?, ?> found) {
        boolean synthetic = found instanceof ProcessSyntheticObserverMethod;
        if (synthetic && found.getObserverMethod().getBeanClass() == StreamExtension.class) {
            return;
        }
        ObservedStreams.find(found.getObserverMethod(), synthetic ? null : found.getAnnotatedMethod())
                .ifPresent(observer ->
                        declarations.add(observer, found.getObserverMethod().getObservedType()));
    }

    void bean(@Observes ProcessBean<?> found) {
        if (found.getAnnotated() instanceof AnnotatedType<?> component) {
            archives.add(component.getJavaClass());
        }
        // OpenWebBeans does not announce what is injected as an Instance or a Provider.
        found.getBean()
                .getInjectionPoints()
                .forEach(point -> InjectedStreams.find(point).ifPresent(declarations::add));
        if (FoundBeans.areCalled(found.getBean())) {
            called.put(found.getBean(), Places.of(found));
        }
        if (found.getBean().getTypes().contains(EventSource.class)) {
            InjectedStreams.key(found.getBean().getQualifiers()).ifPresent(declarations::provided);
        }
        if (found.getBean().getTypes().contains(EventSources.class)) {
            declarations.sourcesProvided();
        }
    }

    void addBeans(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
        Set<String> keys = declarations.beansAdded(configuredKeys());
        if (events().tellLibrariesFirst()) {
            untold.addAll(archives.classes());
            archives.classes().forEach(component -> startWith(discovery, component));
        }
        discovery
                .<FoundBeans>addBean()
                .beanClass(FoundBeans.class)
                .types(FoundBeans.class)
                .scope(Dependent.class)
                .id(FoundBeans.class.getName())
                .createWith(context -> new FoundBeans(called, manager));
        RequestHandles requests = new RequestHandles(manager, events().shareResources());
        HandleBeans handles = new HandleBeans(discovery, manager, requests, this::running);
        keys.forEach(handles::add);
        handles.addLate();
        declarations.model().relayedKeys().forEach(key -> {
            addRelay(discovery, key, false);
            addRelay(discovery, key, true);
        });
        if (!declarations.areSourcesProvided()) {
            addSources(discovery, manager);
        }
    }

    /** What the application fires for a stream of its own reaches the observers of payloads, too. */
    private void addRelay(AfterBeanDiscovery discovery, String key, boolean async) {
        discovery
                .<MessageEvent>addObserverMethod()
                .beanClass(StreamExtension.class)
                .observedType(MessageEvent.class)
                .qualifiers(Stream.Literal.of(key))
                .async(async)
                .notifyWith(fired -> running()
                        .relay(key, fired.getEvent(), fired.getMetadata().getQualifiers(), async));
    }

    /** Told where the component is, when its archive is. */
    private void startWith(AfterBeanDiscovery discovery, Class<?> component) {
        discovery
                .<Startup>addObserverMethod()
                .beanClass(component)
                .observedType(Startup.class)
                .priority(LIBRARY_AFTER)
                .notifyWith(startup -> told(component));
    }

    /** The last is the application itself, which has its names now. */
    private void told(Class<?> component) {
        if (untold.remove(component) && untold.isEmpty()) {
            running().start();
        }
    }

    private void addSources(AfterBeanDiscovery discovery, BeanManager manager) {
        discovery
                .<EventSources>addBean()
                .beanClass(EventSources.class)
                .types(EventSources.class, Object.class)
                .scope(ApplicationScoped.class)
                .id(EventSources.class.getName())
                .createWith(context -> new StreamSources(running(), dispatcher(manager)));
    }

    private static Set<String> configuredKeys() {
        return ConfiguredKeys.in(
                ApplicationLoader.call(() -> Configuration.find().names()));
    }

    void configure(@Observes AfterDeploymentValidation validation, BeanManager manager) {
        // Thrown, as OpenWebBeans only logs what is added to the event.
        streams = ApplicationLoader.call(() -> StreamsSetup.create(
                declarations.model(),
                declarations::payloadClasses,
                dispatcher(manager),
                new FoundBeans(called, manager)));
        if (!events().startServerWithScope()) {
            streams.begin();
        }
    }

    private StreamDispatcher dispatcher(BeanManager manager) {
        Bean<StreamDispatcher> bean = requireNonNull(dispatcher, "no dispatcher before beans are discovered");
        return (StreamDispatcher)
                manager.getReference(bean, StreamDispatcher.class, manager.createCreationalContext(bean));
    }

    private ContainerEvents events() {
        return requireNonNull(events, "nothing is known of the container before the discovery of beans");
    }

    private Streams running() {
        return requireNonNull(streams, "no streams before the deployment is validated");
    }

    /** After the application's own observers of its start. */
    void start(@Observes @Priority(LIBRARY_AFTER) Startup startup) {
        if (untold.isEmpty() && !events().startServerWithScope()) {
            running().start();
        }
    }

    void startAfterServer(@Observes @Priority(AFTER_SERVER) @Initialized(ApplicationScoped.class) Object scope) {
        if (events().startServerWithScope()) {
            running().begin();
            running().start();
        }
    }

    /** Where that is all that is fired. */
    void startWithScope(@Observes @Priority(LIBRARY_AFTER) @Initialized(ApplicationScoped.class) Object scope) {
        if (!events().includeStartup()) {
            running().start();
        }
    }

    /** Whichever of the three comes first: OpenWebBeans fires no Shutdown. */
    void stop(@Observes @Priority(LIBRARY_BEFORE) Shutdown shutdown) {
        stop();
    }

    void stopBeforeScopeEnds(
            @Observes @Priority(LIBRARY_BEFORE) @BeforeDestroyed(ApplicationScoped.class) Object scope) {
        stop();
    }

    void stopBeforeContainerEnds(@Observes @Priority(LIBRARY_BEFORE) BeforeShutdown shutdown) {
        stop();
    }

    private void stop() {
        if (streams != null) {
            streams.stop();
        }
    }
}
