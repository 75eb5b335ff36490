package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Injects streams into objects that are not beans. Some containers announce them after all beans have been added. */
class LateInjectionTest extends ApplicationFixture {

    @Dependent
    static class Bean {
        @Inject
        @Stream("named")
        EventSource source;
    }

    @Dependent
    static class Provided {
        @Produces
        @Stream("provided")
        EventSource provide(@Stream("named") EventSource source) {
            return source;
        }
    }

    static class Servlet {
        @Inject
        @Stream("late")
        EventSource source;
    }

    static class Lookups {
        @Inject
        @Stream("in.quotes")
        Instance<EventSource> instance;

        EventSource parameter;

        @Inject
        void set(@Stream("prices-eu") Provider<EventSource> lookup) {
            parameter = lookup.get();
        }
    }

    /** The configuration does not name this stream. */
    static class Listener {
        @Inject
        @Stream("/path")
        EventSource source;
    }

    static class Unconfigured {
        @Inject
        @Stream("nowhere")
        EventSource source;
    }

    /** Creates components while the application starts, as a server does. */
    public static class Server implements Extension {

        private final List<Class<?>> components;
        private final List<Object> made = new ArrayList<>();
        private @Nullable Exception failure;

        Server(Class<?>... components) {
            this.components = List.of(components);
        }

        void make(@Observes @Priority(10_000) AfterDeploymentValidation validation, BeanManager manager) {
            try {
                components.forEach(component -> made.add(Component.make(manager, component)));
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    @BeforeEach
    void start() {
        application = Application.of(Bean.class, Provided.class, Recorder.class)
                .with("eventsource.base-url", server.url("/"))
                .with("eventsource.named.url", server.url("/named"))
                .with("eventsource.late.url", server.url("/late"))
                .with("eventsource.\"in.quotes\".url", server.url("/quotes"))
                .with("eventsource.prices.eu.url", server.url("/no"))
                .with("eventsource.prices-eu.url", server.url("/eu"))
                .start();
    }

    private <T> T make(Class<T> component) {
        return Component.make(application.container().getBeanManager(), component);
    }

    @Test
    void a_stream_that_only_the_configuration_names_is_injected() throws Exception {
        EventSource source = make(Servlet.class).source;
        source.onMessage(message -> application.get(Recorder.class).record(message.data()));

        server.request().open().message("1");

        assertThat(application.get(Recorder.class).next()).isEqualTo("1");
    }

    @Test
    void an_instance_finds_a_stream_that_only_the_configuration_names() {
        assumeTrue(isWeld(), "OpenWebBeans fails, as an extension observes injection points: their bean is null");
        assertThat(make(Lookups.class).instance.get().url()).hasToString(server.url("/quotes"));
    }

    @Test
    void a_provider_at_a_parameter_finds_a_stream_that_only_the_configuration_names() {
        assumeTrue(isWeld(), "OpenWebBeans fails, as an extension observes injection points: their bean is null");
        assertThat(make(Lookups.class).parameter.url()).hasToString(server.url("/eu"));
    }

    @Test
    void a_stream_that_nothing_names_is_injected_where_the_container_announces_it() {
        Server announcing = new Server(Listener.class);

        restart(announcing);

        assertThat(announcing.made)
                .extracting(listener -> ((Listener) listener).source.url().toString())
                .containsExactly(server.url("/path"));
    }

    /** Nothing else names this stream. */
    static class PublisherListener {
        @Inject
        @Stream("/published")
        Flow.Publisher<MessageEvent> publisher;
    }

    @Test
    void a_publisher_that_nothing_names_is_injected_where_the_container_announces_it() throws Exception {
        application.container().close();
        Server announcing = new Server(PublisherListener.class);
        try (SeContainer container = initializer(announcing).initialize()) {
            assertThat(container.isRunning()).isTrue();
            assertThat(announcing.failure).isNull();
            assertThat(announcing.made).hasSize(1);
            Subscriber subscriber = Subscriber.of(((PublisherListener) announcing.made.get(0)).publisher);
            server.request().open().message("1");

            assertThat(subscriber.next()).isEqualTo("1");
        }
    }

    static class Looking {

        EventSource source;

        @Inject
        void set(@Stream("/path") Provider<EventSource> lookup) {
            source = lookup.get();
        }
    }

    @Test
    void a_provider_finds_a_stream_that_nothing_names_where_the_container_announces_it() {
        assumeTrue(isWeld(), "OpenWebBeans fails, as an extension observes injection points: their bean is null");
        Server announcing = new Server(Looking.class);

        restart(announcing);

        assertThat(announcing.made)
                .extracting(component -> ((Looking) component).source.url().toString())
                .containsExactly(server.url("/path"));
    }

    @Test
    void a_stream_without_url_fails_with_its_place_and_the_property() {
        Server announcing = new Server(Unconfigured.class);

        restart(announcing);

        assertThat(announcing.failure)
                .hasStackTraceContaining("no URL for stream \"nowhere\": set the property eventsource.nowhere.url")
                .hasStackTraceContaining("(injection point " + Unconfigured.class.getName() + ".source)");
    }

    /** Restarts the application with an extension. The properties stay set. */
    private void restart(Extension extension) {
        application.container().close();
        initializer(extension).initialize().close();
    }

    private static SeContainerInitializer initializer(Extension extension) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new StreamExtension(), extension)
                .addBeanClasses(Bean.class);
    }

    @Test
    void what_the_container_does_not_announce_fails_with_the_remedy() {
        assumeTrue(isWeld(), "OpenWebBeans announces all");

        assertThatThrownBy(() -> make(Unconfigured.class))
                .hasStackTraceContaining("set the property eventsource.\"<key>\".url");
    }

    private boolean isWeld() {
        return application.container().getClass().getName().startsWith("org.jboss.weld.");
    }

    static class Known {
        @Inject
        @Stream("named")
        EventSource ours;

        @Inject
        @Stream("provided")
        EventSource provided;
    }

    @Test
    void a_stream_that_a_bean_names_is_injected_too() {
        assertThat(make(Known.class).ours.url()).hasToString(server.url("/named"));
    }

    @Test
    void the_application_s_own_bean_takes_precedence() {
        assertThat(make(Known.class).provided.url()).hasToString(server.url("/named"));
    }
}
