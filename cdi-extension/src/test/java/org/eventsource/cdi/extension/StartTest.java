package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.net.URL;
import java.util.HashSet;
import java.util.Set;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
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
            recorder.hear(server.request().path);
        }
    }

    private static Application start() {
        return Application.of(Observer.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
    }

    @Test
    void where_no_start_is_told_streams_open_when_the_scope_begins() throws Exception {
        Thread.currentThread()
                .setContextClassLoader(new Showing("org/apache/openejb/cdi/OpenEJBLifecycle.class", outer));
        try (Application application = start()) {
            assertThat(application.get(Recorder.class).next()).isEqualTo("/prices");
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
        Thread.currentThread()
                .setContextClassLoader(new Showing(
                        "org/glassfish/weld/WeldDeployer.class",
                        Thread.currentThread().getContextClassLoader()));
        System.setProperty("eventsource.prices.url", server.url("/prices"));
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new StreamExtension(), extension)
                .addBeanClasses(beans)
                .initialize();
    }

    @ApplicationScoped
    static class Other {}

    @Test
    void where_libraries_are_told_first_each_archive_hears_of_the_start() throws Exception {
        Told told = new Told();
        try (SeContainer container = tellingLibrariesFirst(told, Prices.class, Other.class)) {
            assertThat(told.places)
                    .contains(StreamDispatcher.class)
                    .satisfiesOnlyOnce(place -> assertThat(place).isIn(Prices.class, Other.class));
            assertThat(server.request().path).isEqualTo("/prices");
        }
    }

    /** Which containers tell of when beans have been discovered. */
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
    void there_what_only_an_extension_observes_opens_too() throws Exception {
        try (SeContainer container = tellingLibrariesFirst(new Observing(), Other.class)) {
            assertThat(server.request().path).isEqualTo("/prices");
        }
    }

    /** What is to be seen of a container. */
    private static final class Showing extends ClassLoader {

        private final String shown;

        private Showing(String shown, ClassLoader parent) {
            super(parent);
            this.shown = shown;
        }

        @Override
        public URL getResource(String name) {
            String seen = name.equals(shown) ? StartTest.class.getName().replace('.', '/') + ".class" : name;
            return super.getResource(seen);
        }
    }
}
