package org.eventsource.itests.quarkus.operators;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import org.eventsource.itests.operators.application.Counters;

/** The counters in what Quarkus exports. */
@ApplicationScoped
public class ExportedCounters extends Counters {

    @Inject
    InMemoryMetricExporter exporter;

    @Override
    protected Collection<MetricData> metrics() {
        return exporter.getFinishedMetricItems();
    }
}
