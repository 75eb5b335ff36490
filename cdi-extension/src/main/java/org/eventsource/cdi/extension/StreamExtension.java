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
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import jakarta.inject.Singleton;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import org.eventsource.cdi.extension.boot.PublisherBeans;
import org.eventsource.cdi.extension.boot.StreamLifecycle;
import org.eventsource.cdi.extension.boot.StreamsSetup;
import org.eventsource.cdi.extension.boot.WebModuleEnd;
import org.eventsource.cdi.extension.config.Configuration;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.observers.CalledBeans;
import org.eventsource.cdi.extension.observers.FoundBeans;
import org.eventsource.cdi.extension.observers.HttpClientBeans;
import org.eventsource.cdi.extension.observers.JacksonBeans;
import org.eventsource.cdi.extension.observers.JsonbBeans;
import org.eventsource.cdi.extension.observers.RestClientBeans;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.streams.Injections;
import org.eventsource.cdi.extension.streams.RequestHandles;
import org.eventsource.cdi.extension.streams.StreamSources;
import org.eventsource.cdi.extension.streams.Streams;
import org.eventsource.cdi.extension.threads.ApplicationLoader;
import org.jspecify.annotations.Nullable;

/**
 * Connects an application's streams to its beans and observers. It collects declarations, adds beans, validates, starts
 * and stops the streams.
 */
public class StreamExtension implements Extension {

    /** Later than the observer that starts the server of Helidon, whose priority is {@code PLATFORM_AFTER + 100}. */
    private static final int AFTER_SERVER = PLATFORM_AFTER + 1000;

    private final Declarations declarations = new Declarations();
    private final Archives archives = new Archives();
    private final Injections injections = new Injections();
    private final PublisherBeans publishers = new PublisherBeans();
    /**
     * One class of each archive that has not been notified of the start yet. Empty if the container does not notify
     * archives separately.
     */
    private final Set<Class<?>> unnotified = ConcurrentHashMap.newKeySet();

    private final CalledBeans called = new CalledBeans();

    private @Nullable ContainerEvents events;
    private @Nullable ClassLoader application;

    /** Whether the servlet context notifies this extension of its end. */
    private boolean notifiedOfEnd;

    private @Nullable Bean<StreamDispatcher> dispatcher;
    private @Nullable Streams streams;

    /** Called by the container, and by programs that register their extensions. */
    public StreamExtension() {}

    /**
     * Adds the dispatcher. An annotated type is used, because Weld does not report a class that is added as synthetic.
     */
    void begin(@Observes BeforeBeanDiscovery discovery, BeanManager manager) {
        events = ContainerEvents.ofCaller();
        application = ApplicationLoader.ofCaller();
        discovery.addAnnotatedType(
                manager.createAnnotatedType(StreamDispatcher.class), StreamDispatcher.class.getName());
    }

    /**
     * Vetoes a discovered dispatcher. If this library is merged into an archive, for example by maven-shade, the
     * container discovers our classes there. The dispatcher would then be two beans. The other vetoed classes are for
     * containers without portable extensions.
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

    void vetoHttpClientBeans(@Observes ProcessAnnotatedType<HttpClientBeans> discovered) {
        discovered.veto();
    }

    void vetoRestClientBeans(@Observes ProcessAnnotatedType<RestClientBeans> discovered) {
        discovered.veto();
    }

    /** Stores the bean, because the bean manager that Payara passes to an extension does not find it by its type. */
    void dispatcher(@Observes ProcessManagedBean<StreamDispatcher> found) {
        dispatcher = found.getBean();
    }

    /**
     * Records an injection point. Some servers announce the injection points of servlets and other components only when
     * they create them. {@code ProcessInjectionTarget} is not observed: TomEE would log a line for each at the end of
     * an application.
     */
    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> found) {
        archives.addComponent(found.getInjectionPoint().getMember());
        if (found.getInjectionPoint().getBean() == null) {
            injections.add(Set.of(found.getInjectionPoint()));
        }
        InjectedStreams.find(found.getInjectionPoint()).ifPresent(injection -> {
            declarations.add(injection);
            if (declarations.isLate(injection.key())) {
                replace(found);
            }
        });
        publisher(found.getInjectionPoint())
                .filter(StreamExtension::isOfAllMessages)
                .filter(declarations::isLate)
                .ifPresent(publisher -> replace(found));
    }

    private static void replace(ProcessInjectionPoint<?, ?> late) {
        late.configureInjectionPoint()
                .type(InjectedStreams.lateType(late.getInjectionPoint()))
                .qualifiers(LateStream.Literal.INSTANCE);
    }

    private static boolean isOfAllMessages(PublisherDeclaration publisher) {
        return publisher.eventType().isEmpty() && publisher.payload().isEmpty();
    }

    /** Records an injection point of a publisher. */
    private Optional<PublisherDeclaration> publisher(InjectionPoint point) {
        Optional<PublisherDeclaration> found = InjectedStreams.findPublisher(point);
        found.ifPresent(publisher -> {
            Type item = InjectedStreams.published(point.getType()).orElseThrow();
            declarations.add(publisher, item);
            publishers.add(publisher, item);
        });
        return found;
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

    void bean(@Observes ProcessBean<?> found, BeanManager manager) {
        injections(found);
        // A container announces interceptors and decorators, too. Nothing calls them by themselves.
        if (!(found.getBean() instanceof Interceptor) && !(found.getBean() instanceof Decorator)) {
            provided(found, manager);
        }
    }

    private void injections(ProcessBean<?> found) {
        if (found.getAnnotated() instanceof AnnotatedType<?> component) {
            archives.add(component.getJavaClass());
        }
        injections.add(found.getBean().getInjectionPoints());
        if (found instanceof ProcessSessionBean) {
            injections.addPooled(found.getBean());
        }
        // OpenWebBeans does not announce injection points of Instance or Provider.
        found.getBean().getInjectionPoints().forEach(point -> {
            InjectedStreams.find(point).ifPresent(declarations::add);
            publisher(point);
        });
    }

    private void provided(ProcessBean<?> found, BeanManager manager) {
        called.add(found, Places.of(found), manager);
        if (found.getBean().getTypes().contains(EventSource.class)) {
            InjectedStreams.key(found.getBean().getQualifiers()).ifPresent(declarations::provided);
        }
        InjectedStreams.providedPublishers(found.getBean()).forEach(declarations::provided);
        if (found.getBean().getTypes().contains(EventSources.class)) {
            declarations.sourcesProvided();
        }
    }

    void addBeans(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
        Set<String> keys = declarations.beansAdded(configuredKeys(declarations.keys()));
        if (events().notifyLibrariesFirst()) {
            unnotified.addAll(archives.classes());
            archives.classes().forEach(component -> startWith(discovery, component));
        }
        discovery
                .<FoundBeans>addBean()
                .beanClass(FoundBeans.class)
                .types(FoundBeans.class)
                .scope(Dependent.class)
                .id(FoundBeans.class.getName())
                .createWith(context -> new FoundBeans(called, manager));
        discovery
                .<Streams>addBean()
                .beanClass(Streams.class)
                .types(Streams.class)
                .scope(Singleton.class)
                .id(Streams.class.getName())
                .createWith(context -> running());
        RequestHandles requests = new RequestHandles(manager, events().shareResources(), injections);
        HandleBeans handles = new HandleBeans(discovery, manager, requests, this::running);
        keys.forEach(handles::add);
        handles.addLate();
        Set<String> publishedKeys = new TreeSet<>(keys);
        publishedKeys.addAll(declarations.publishedKeys());
        publishers.addTo(discovery, publishedKeys, declarations::isProvided, manager, this::running);
        declarations.model().relayedKeys().forEach(key -> {
            addRelay(discovery, key, false);
            addRelay(discovery, key, true);
        });
        if (!declarations.areSourcesProvided()) {
            addSources(discovery, manager);
        }
    }

    /** Passes events that the application fires for its own stream to the observers of payloads and to subscribers. */
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

    /** Adds an observer of {@code Startup} that is notified when the archive of the component is. */
    private void startWith(AfterBeanDiscovery discovery, Class<?> component) {
        discovery
                .<Startup>addObserverMethod()
                .beanClass(component)
                .observedType(Startup.class)
                .priority(LIBRARY_AFTER)
                .notifyWith(startup -> notified(component));
    }

    /**
     * Starts the streams when the last archive is notified. It is the application itself, whose JNDI names exist now.
     */
    private void notified(Class<?> component) {
        if (unnotified.remove(component) && unnotified.isEmpty()) {
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

    private static Set<String> configuredKeys(Set<String> declared) {
        return ConfiguredKeys.in(
                ApplicationLoader.call(() -> Configuration.find().names()), declared);
    }

    void configure(@Observes AfterDeploymentValidation validation, BeanManager manager) {
        // This method throws, because OpenWebBeans only logs a problem that is added to the event.
        streams = ApplicationLoader.call(() -> createStreams(manager));
        if (!events().startServerWithScope()) {
            streams.begin();
        }
    }

    private Streams createStreams(BeanManager manager) {
        called.replaceAnnounced(manager);
        FoundBeans.lookUpFirst(manager);
        return StreamsSetup.create(
                declarations.model(),
                declarations::payloadClasses,
                dispatcher(manager),
                new FoundBeans(called, manager));
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

    /** Starts the streams after the application's own observers of {@code Startup}. */
    void start(@Observes @Priority(LIBRARY_AFTER) Startup startup) {
        if (unnotified.isEmpty() && !events().startServerWithScope()) {
            running().start();
        }
    }

    void startAfterServer(@Observes @Priority(AFTER_SERVER) @Initialized(ApplicationScoped.class) Object scope) {
        if (events().startServerWithScope()) {
            running().begin();
            running().start();
        }
    }

    /** Starts the streams in containers that do not fire {@code Startup}. */
    void startWithScope(@Observes @Priority(LIBRARY_AFTER) @Initialized(ApplicationScoped.class) Object scope) {
        if (!events().includeStartup()) {
            notifiedOfEnd = notifiedOfEnd || WebModuleEnd.observe(scope, application, this::stop);
            running().start();
        }
    }

    /** Stops the streams at the first of three events. OpenWebBeans does not fire {@code Shutdown}. */
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
