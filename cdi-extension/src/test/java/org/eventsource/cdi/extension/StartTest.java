package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cursor.CursorStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartTest {

    private static StreamServer server;
    private final ClassLoader outer = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void serve() {
        server = new StreamServer();
    }

    @AfterEach
    void stop() {
        Thread.currentThread().setContextClassLoader(outer);
        System.clearProperty("eventsource.prices.url");
        server.close();
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message) {}

        void waits(@Observes Startup startup, Recorder recorder) throws InterruptedException {
            recorder.record(server.request().path);
        }
    }

    private static Application start() {
        return Application.of(Observer.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
    }

    @Test
    void where_no_startup_is_fired_streams_open_when_the_scope_begins() throws Exception {
        Thread.currentThread()
                .setContextClassLoader(new Showing("org/apache/openejb/cdi/OpenEJBLifecycle.class", outer));
        try (Application application = start()) {
            assertThat(application.get(Recorder.class).next()).isEqualTo("/prices");
        }
    }

    /** Shows when a connection is prepared. */
    @ApplicationScoped
    static class Clients {

        @Inject
        Recorder recorder;

        @Produces
        @Stream("prices")
        HttpClient client() {
            recorder.record("a client");
            return HttpClient.newHttpClient();
        }
    }

    @ApplicationScoped
    static class Reopening {
        void reopens(@Observes Startup startup, EventSources sources, Recorder recorder) {
            sources.reopen("prices");
            recorder.record("reopened");
        }
    }

    @Test
    void a_call_of_reopen_before_the_start_opens_nothing_early() throws Exception {
        try (Application application = Application.of(Prices.class, Reopening.class, Clients.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start()) {
            assertThat(application.get(Recorder.class).records()).startsWith("reopened", "a client");
            assertThat(server.request().path).isEqualTo("/prices");
        }
    }

    @ApplicationScoped
    static class Moving {
        void moves(@Observes Startup startup, EventSources sources, Recorder recorder) {
            sources.cursor("prices", "42");
            recorder.record("moved");
        }
    }

    @ApplicationScoped
    @Stream("prices")
    static class Memory implements CursorStore {

        private final AtomicReference<String> saved = new AtomicReference<>();

        @Override
        public Optional<String> load(String stream) {
            return Optional.ofNullable(saved.get());
        }

        @Override
        public void save(String stream, String lastEventId) {
            saved.set(lastEventId);
        }
    }

    @Test
    void a_cursor_that_is_moved_before_the_start_is_where_the_stream_begins() throws Exception {
        try (Application application = Application.of(
                        Prices.class, Moving.class, Memory.class, Clients.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start()) {
            assertThat(application.get(Recorder.class).records()).startsWith("moved", "a client");
            assertThat(server.request().headers).containsEntry("Last-Event-ID", "42");
        }
    }

    /** Looks for an instance of the library's bean after the deployment has been validated. */
    public static class Looking implements Extension {

        private Bean<StreamDispatcher> bean;
        private boolean validated;
        private Object made;

        void found(@Observes ProcessManagedBean<StreamDispatcher> found) {
            bean = found.getBean();
        }

        void look(@Observes @Priority(10_000) AfterDeploymentValidation validation, BeanManager manager) {
            validated = true;
            made = manager.getContext(ApplicationScoped.class).get(bean);
        }
    }

    /** GlassFish logs a SEVERE line for a bean that is created before the application starts. */
    @Test
    void no_bean_is_made_before_the_start() {
        Looking looking = new Looking();
        System.setProperty("eventsource.prices.url", server.url("/prices"));
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new StreamExtension(), looking)
                .addBeanClasses(Prices.class)
                .initialize()) {
            assertThat(looking.validated).isTrue();
            assertThat(looking.made).isNull();
        }
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    public static class Told implements Extension {

        private final Set<Class<?>> places = new HashSet<>();

        void observer(@Observes ProcessSyntheticObserverMethod<?, ?> found) {
            ObserverMethod<?> observer = found.getObserverMethod();
            if (observer.getObservedType() == Startup.class) {
                places.add(observer.getBeanClass());
            }
        }
    }

    private static SeContainer tellingLibrariesFirst(Extension extension, Class<?>... beans) {
        return tellingLibrariesFirst(extension, new Extension() {}, beans);
    }

    private static SeContainer tellingLibrariesFirst(Extension one, Extension other, Class<?>... beans) {
        Thread.currentThread()
                .setContextClassLoader(new Showing(
                        "org/glassfish/weld/WeldDeployer.class",
                        Thread.currentThread().getContextClassLoader()));
        System.setProperty("eventsource.prices.url", server.url("/prices"));
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new StreamExtension(), one, other)
                .addBeanClasses(beans)
                .initialize();
    }

    @ApplicationScoped
    static class Other {}

    @Test
    void where_libraries_start_first_each_archive_observes_the_start() throws Exception {
        Told told = new Told();
        try (SeContainer container = tellingLibrariesFirst(told, Prices.class, Other.class)) {
            assertThat(told.places)
                    .contains(StreamDispatcher.class)
                    .satisfiesOnlyOnce(place -> assertThat(place).isIn(Prices.class, Other.class));
            assertThat(server.request().path).isEqualTo("/prices");
        }
    }

    /** Sets another class loader while beans are added, and restores the first one afterwards. */
    public static class Foreign implements Extension {

        private ClassLoader application;

        void before(@Observes @Priority(1) AfterBeanDiscovery discovery) {
            application = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(application.getParent());
        }

        void after(@Observes @Priority(10_000) AfterBeanDiscovery discovery) {
            Thread.currentThread().setContextClassLoader(application);
        }
    }

    @Test
    void where_libraries_start_first_each_archive_observes_the_start_whatever_class_loader_a_phase_has() {
        Told told = new Told();
        try (SeContainer container = tellingLibrariesFirst(told, new Foreign(), Prices.class)) {
            assertThat(told.places).contains(StreamDispatcher.class, Prices.class);
        }
    }

    /** Adds an observer method. Containers announce it after beans have been discovered. */
    public static class Observing implements Extension {

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery
                    .<MessageEvent>addObserverMethod()
                    .beanClass(Other.class)
                    .observedType(MessageEvent.class)
                    .addQualifier(Stream.Literal.of("prices"))
                    .notifyWith(message -> {});
        }
    }

    @Test
    void where_libraries_start_first_a_stream_that_only_an_extension_observes_opens_too() throws Exception {
        try (SeContainer container = tellingLibrariesFirst(new Observing(), Other.class)) {
            assertThat(server.request().path).isEqualTo("/prices");
        }
    }
}
