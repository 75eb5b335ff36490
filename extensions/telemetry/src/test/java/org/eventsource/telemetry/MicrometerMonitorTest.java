package org.eventsource.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/** The sample counts what a server does. */
class MicrometerMonitorTest {

    @ApplicationScoped
    static class Registry {

        @Produces
        @Singleton
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @Test
    void attempts_failures_connections_and_messages_are_counted() throws Exception {
        SseServer server = SseServer.start().on("/prices", connection -> connection.respond(503), connection -> {
            connection.stream("data: 1\n\ndata: 2\n\n");
            connection.waitForClientClose();
        });
        System.setProperty("eventsource.prices.url", server.url("/prices"));
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(MicrometerMonitor.class, Registry.class, Observer.class)
                .initialize()) {
            MeterRegistry registry = container.select(MeterRegistry.class).get();
            await().atMost(Patience.LIMIT)
                    .until(() -> registry.timer("eventsource.handling", "stream", "prices")
                                    .count()
                            == 2);
            assertThat(registry.counter("eventsource.connection.attempts", "stream", "prices")
                            .count())
                    .isEqualTo(2);
            assertThat(registry.counter("eventsource.connection.failures", "stream", "prices", "kind", "STATUS")
                            .count())
                    .isEqualTo(1);
            assertThat(registry.timer("eventsource.connect", "stream", "prices").count())
                    .isEqualTo(1);
            assertThat(registry.get("eventsource.connections.open").gauge().value())
                    .isEqualTo(1);
        } finally {
            System.clearProperty("eventsource.prices.url");
            server.close();
        }
    }
}
