package org.eventsource.health;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.itests.operators.OperatorsBehaviours;
import org.eventsource.itests.operators.Upstream;
import org.eventsource.itests.operators.application.Calls;
import org.eventsource.itests.operators.application.Console;
import org.eventsource.itests.operators.application.LogLines;
import org.eventsource.itests.operators.application.ObservedStreams;
import org.eventsource.itests.operators.telemetry.OwnTelemetry;
import org.eventsource.telemetry.StreamTelemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The behaviours for operators on Weld SE, where no server collects the checks. */
class OperatorsTest extends OperatorsBehaviours {

    private static Upstream upstream;
    private static SeContainer container;

    @BeforeAll
    static void start() {
        HealthCheckResponse.setResponseProvider(new TestResponses());
        upstream = Upstream.start();
        upstream.properties().forEach(System::setProperty);
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(
                        StreamsHealthCheck.class,
                        StreamTelemetry.class,
                        ObservedStreams.class,
                        Calls.class,
                        Console.class,
                        LogLines.class,
                        OwnTelemetry.class)
                .initialize();
    }

    @AfterAll
    static void stop() {
        container.close();
        upstream.properties().keySet().forEach(System::clearProperty);
        upstream.close();
    }

    @Override
    protected Upstream upstream() {
        return upstream;
    }

    @Override
    protected String ask(String question, String key) {
        return container.select(Console.class).get().answer(question, key);
    }

    @Override
    protected Health health() {
        HealthCheckResponse response = container
                .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
        Map<String, Object> data = response.getData().orElseThrow();
        return new Health(
                response.getStatus() == HealthCheckResponse.Status.UP,
                data.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(",\n")));
    }
}
