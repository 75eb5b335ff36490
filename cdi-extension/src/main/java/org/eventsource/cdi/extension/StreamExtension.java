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
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
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

    private @Nullable Bean<StreamDispatcher> dispatcher;
    private @Nullable Streams streams;

    /** For the container, and for programs that name their extensions. */
    public StreamExtension() {}

    /** With an annotated type: Weld does not report a class that is added as synthetic. */
    void addDispatcher(@Observes BeforeBeanDiscovery discovery, BeanManager manager) {
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

    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> found) {
        InjectedStreams.find(found.getInjectionPoint()).ifPresent(declarations::add);
    }

    /** OpenWebBeans tells only here of what is injected by {@code Instance} and {@code Provider}. */
    void injectionTarget(@Observes ProcessInjectionTarget<?> found) {
        archives.add(found.getAnnotatedType().getJavaClass());
        found.getInjectionTarget()
                .getInjectionPoints()
                .forEach(point -> InjectedStreams.find(point).ifPresent(declarations::add));
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
        declarations.beansAdded();
        if (ContainerEvents.tellLibrariesFirst()) {
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
        declarations.model().keys().forEach(key -> addHandle(discovery, key));
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

    /** The bean class is the interface, as OpenWebBeans takes it for the type; an id makes it passivation capable. */
    private void addHandle(AfterBeanDiscovery discovery, String key) {
        discovery
                .<EventSource>addBean()
                .beanClass(EventSource.class)
                .types(EventSource.class, Object.class)
                .qualifiers(Stream.Literal.of(key))
                .scope(Dependent.class)
                .id(StreamExtension.class.getName() + "/" + StoredKey.of(key))
                .createWith(context -> running().handle(key))
                .destroyWith((handle, context) -> handle.close());
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

    void configure(@Observes AfterDeploymentValidation validation, BeanManager manager) {
        // Thrown, as OpenWebBeans only logs what is added to the event.
        streams = ApplicationLoader.call(() -> StreamsSetup.create(
                declarations.model(),
                declarations::payloadClasses,
                dispatcher(manager),
                new FoundBeans(called, manager)));
        if (!ContainerEvents.startServerWithScope()) {
            streams.begin();
        }
    }

    private StreamDispatcher dispatcher(BeanManager manager) {
        Bean<StreamDispatcher> bean = requireNonNull(dispatcher, "no dispatcher before beans are discovered");
        return (StreamDispatcher)
                manager.getReference(bean, StreamDispatcher.class, manager.createCreationalContext(bean));
    }

    private Streams running() {
        return requireNonNull(streams, "no streams before the deployment is validated");
    }

    /** After the application's own observers of its start. */
    void start(@Observes @Priority(LIBRARY_AFTER) Startup startup) {
        if (untold.isEmpty() && !ContainerEvents.startServerWithScope()) {
            running().start();
        }
    }

    void startAfterServer(@Observes @Priority(AFTER_SERVER) @Initialized(ApplicationScoped.class) Object scope) {
        if (ContainerEvents.startServerWithScope()) {
            running().begin();
            running().start();
        }
    }

    /** Where that is all that is fired. */
    void startWithScope(@Observes @Priority(LIBRARY_AFTER) @Initialized(ApplicationScoped.class) Object scope) {
        if (!ContainerEvents.includeStartup()) {
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
