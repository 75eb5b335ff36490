package org.eventsource.health;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An application with the check, and the server of its stream {@code prices}. */
abstract class HealthFixture {

    final Map<String, String> properties = new TreeMap<>();
    private SseServer server;
    private SeContainer container;

    @BeforeAll
    static void useTestResponses() {
        HealthCheckResponse.setResponseProvider(new TestResponses());
    }

    @BeforeEach
    final void startServer() throws IOException {
        server = SseServer.start();
        properties.put("eventsource.prices.url", server.url("/prices?token=secret"));
        properties.put("eventsource.prices.reconnection-time", "100ms");
        properties.put("eventsource.prices.startup-grace", "0s");
    }

    @AfterEach
    final void closeAll() throws IOException {
        if (container != null) {
            container.close();
        }
        server.close();
        properties.keySet().forEach(System::clearProperty);
    }

    /** Starts an application with the check and these beans. */
    final void start(List<Class<?>> beans, SseHandler first, SseHandler... following) {
        server.on("/prices", first, following);
        properties.forEach(System::setProperty);
        List<Class<?>> all = new ArrayList<>(beans);
        all.add(StreamsHealthCheck.class);
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(all.toArray(Class<?>[]::new))
                .initialize();
    }

    final HealthCheckResponse answer() {
        return container
                .select(StreamsHealthCheck.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
    }

    final Map<String, Object> data() {
        return answer().getData().orElseThrow();
    }

    final EventSources sources() {
        return container.select(EventSources.class).get();
    }

    /** Sends a text and keeps the stream open. */
    static SseHandler open(String events) {
        return connection -> {
            connection.stream(events);
            connection.waitForClientClose();
        };
    }
}
