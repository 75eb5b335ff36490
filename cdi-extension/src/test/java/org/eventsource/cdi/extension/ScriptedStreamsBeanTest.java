package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.ScriptedStreams;
import org.eventsource.testing.ScriptedStreamsExtension;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
