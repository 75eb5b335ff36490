package org.eventsource.itests.operators.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.eventsource.itests.operators.application.Counters;

/** The OpenTelemetry SDK as a bean of the application, which replaces a server's. It keeps the metrics in memory. */
@ApplicationScoped
@Alternative
@Priority(1)
public class OwnTelemetry extends Counters {

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build();

    @Produces
    @Singleton
    OpenTelemetry sdk() {
        return sdk;
    }

    @Override
    protected Collection<MetricData> metrics() {
        return reader.collectAllMetrics();
    }

    @PreDestroy
    void close() {
        sdk.close();
    }
}
