package org.eventsource.itests.operators.application;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;

/** The counters of the streams, as OpenTelemetry has them. */
public abstract class Counters {

    private static final AttributeKey<String> STREAM = AttributeKey.stringKey("eventsource.stream");

    /** Returns what was measured, the newest last. */
    protected abstract Collection<MetricData> metrics();

    /** Returns the value of a stream's counter; 0 if nothing was counted. */
    public long value(String counter, String key) {
        return metrics().stream()
                .filter(metric -> metric.getName().equals(counter))
                .reduce((before, last) -> last)
                .map(metric -> metric.getLongSumData().getPoints().stream()
                        .filter(point -> key.equals(point.getAttributes().get(STREAM)))
                        .mapToLong(LongPointData::getValue)
                        .sum())
                .orElse(0L);
    }
}
