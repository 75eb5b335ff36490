package org.eventsource.telemetry;

import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The SDK of OpenTelemetry in memory, an application, and the server of its stream {@code prices}. */
abstract class TelemetryFixture {

    static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    static InMemoryMetricReader reader;

    final Map<String, String> properties = new TreeMap<>();
    SseServer server;
    SeContainer container;

    @ApplicationScoped
    static class Sdk {

        @Produces
        @ApplicationScoped
        OpenTelemetry openTelemetry() {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                            .build())
                    .setMeterProvider(SdkMeterProvider.builder()
                            .registerMetricReader(reader)
                            .build())
                    .build();
        }
    }

    @BeforeEach
    final void startServer() throws IOException {
        SPANS.reset();
        reader = InMemoryMetricReader.create();
        server = SseServer.start();
        properties.put("eventsource.prices.url", server.url("/prices?token=secret"));
    }

    @AfterEach
    final void closeAll() throws IOException {
        if (container != null) {
            container.close();
        }
        server.close();
        properties.keySet().forEach(System::clearProperty);
    }

    final void start(List<Class<?>> beans) {
        properties.forEach(System::setProperty);
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(beans.toArray(Class<?>[]::new))
                .initialize();
    }

    /** Returns the finished spans with a name. Waits until there are as many, or more. */
    static List<SpanData> spans(String name, int number) {
        await().atMost(Patience.LIMIT).until(() -> spans(name).size() >= number);
        return spans(name);
    }

    static List<SpanData> spans(String name) {
        return SPANS.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    static Stream<MetricData> metrics(String name) {
        return reader.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name));
    }
}
