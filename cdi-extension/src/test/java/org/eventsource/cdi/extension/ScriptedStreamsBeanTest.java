package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.ScriptedStreams;
import org.eventsource.testing.ScriptedStreamsExtension;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the streams of an application are scripted. */
class ScriptedStreamsBeanTest {

    private static final String URL = "eventsource.prices.url";

    @Singleton
    static class Unscripted {

        void opened(@Observes @Stream("prices") OpenEvent event) {}
    }

    @AfterEach
    void forget() {
        System.clearProperty(URL);
    }

    @Test
    void an_application_that_does_not_inject_it_uses_http() {
        try (SseServer server = SseServer.start()) {
            System.setProperty(URL, server.url("/prices"));
            try (SeContainer other = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(StreamExtension.class, ScriptedStreamsExtension.class)
                    .addBeanClasses(Unscripted.class)
                    .initialize()) {
                assertThat(server.nextRequest().path()).isEqualTo("/prices");
                assertThat(other.select(ScriptedStreams.class).isUnsatisfied()).isTrue();
            }
        }
    }

    @Singleton
    static class Lookup {

        @Inject
        Instance<ScriptedStreams> streams;
    }

    @ParameterizedTest
    @ValueSource(classes = {ScriptedStreams.class, Lookup.class})
    void a_bean_or_an_injected_lookup_is_enough(Class<?> bean) {
        System.setProperty(URL, "http://127.0.0.1:1/prices");
        try (SeContainer other = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class, ScriptedStreamsExtension.class)
                .addBeanClasses(Unscripted.class, bean)
                .initialize()) {
            assertThat(other.select(ScriptedStreams.class).get().requests("prices"))
                    .hasSize(1);
        }
    }

    @Singleton
    static class Declared {

        @Inject
        @Stream("prices")
        EventSource source;

        @Inject
        ScriptedStreams streams;
    }

    static List<UnaryOperator<EventSource.Builder>> changesThatEndReconnecting() {
        return List.of(
                builder -> builder.reconnect(false),
                builder -> builder.method("POST").body("application/json", "{}"));
    }

    /** The default of a declared stream is 5 minutes. */
    @ParameterizedTest
    @MethodSource("changesThatEndReconnecting")
    void a_source_that_a_builder_made_and_that_does_not_reconnect_has_no_idle_timeout(
            UnaryOperator<EventSource.Builder> change) {
        System.setProperty(URL, "http://127.0.0.1:1/prices");
        try (SeContainer other = scripted();
                EventSource source = change.apply(
                                other.select(EventSources.class).get().builder("prices"))
                        .open()) {
            ScriptedStreams streams = other.select(ScriptedStreams.class).get();
            streams.of("prices").open();
            streams.advance(Duration.ofMinutes(6));

            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }

    @Test
    void a_source_that_a_builder_made_keeps_an_idle_timeout_that_is_set() {
        System.setProperty(URL, "http://127.0.0.1:1/prices");
        System.setProperty("eventsource.prices.idle-timeout", "5m");
        try (SeContainer other = scripted();
                EventSource source = other.select(EventSources.class)
                        .get()
                        .builder("prices")
                        .reconnect(false)
                        .open()) {
            ScriptedStreams streams = other.select(ScriptedStreams.class).get();
            streams.of("prices").open();
            streams.advance(Duration.ofMinutes(6));

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        } finally {
            System.clearProperty("eventsource.prices.idle-timeout");
        }
    }

    private static SeContainer scripted() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class, ScriptedStreamsExtension.class)
                .addBeanClasses(Declared.class)
                .initialize();
    }
}
