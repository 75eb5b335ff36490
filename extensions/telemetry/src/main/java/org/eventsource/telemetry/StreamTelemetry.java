package org.eventsource.telemetry;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.spi.StreamMonitor;
import org.jspecify.annotations.Nullable;

/**
 * Reports metrics and spans of all streams to OpenTelemetry: to the bean of that type, or else to the global one. No
 * attribute has a value that a server sends. There is one instance, which the streams call without a proxy.
 */
@Dependent
public class StreamTelemetry implements StreamMonitor {

    /** The name of the instrumentation. */
    static final String SCOPE = "org.eventsource";

    private final Map<String, StreamSpans> spans = new ConcurrentHashMap<>();

    private @Nullable Instance<OpenTelemetry> beans;
    private @Nullable EventSources sources;
    private @Nullable Tracer tracer;
    private @Nullable StreamMetrics metrics;

    /** Called by the container. */
    public StreamTelemetry() {}

    /** Called by the container. */
    @Inject
    void begin(Instance<OpenTelemetry> openTelemetry, EventSources streams) {
        beans = openTelemetry;
        sources = streams;
    }

    /** Creates the instruments at the first call: the application has started then. */
    private synchronized StreamMetrics metrics() {
        StreamMetrics present = metrics;
        if (present == null) {
            Instance<OpenTelemetry> found = requireNonNull(beans);
            OpenTelemetry telemetry = found.isResolvable() ? found.get() : GlobalOpenTelemetry.get();
            tracer = telemetry.getTracer(SCOPE);
            present = new StreamMetrics(telemetry.getMeter(SCOPE), requireNonNull(sources)::streams);
            metrics = present;
        }
        return present;
    }

    private StreamSpans spans(String key) {
        StreamSpans present = spans.get(key);
        return present == null ? create(key) : present;
    }

    private StreamSpans create(String key) {
        StreamMetrics created = metrics();
        return spans.computeIfAbsent(key, absent -> new StreamSpans(requireNonNull(tracer), created.of(key), key));
    }

    @Override
    public void attempting(String key, int attempt) {
        spans(key).attempting(attempt);
    }

    @Override
    public void opened(String key, OpenEvent event, Duration took) {
        spans(key).opened(took);
    }

    @Override
    public void failed(String key, ErrorEvent error) {
        spans(key).failed(error);
    }

    @Override
    public void closed(String key, ErrorEvent error) {
        spans(key).failed(error);
    }

    @Override
    public void read(String key, int bytes) {
        spans(key).read(bytes);
    }

    @Override
    public AutoCloseable handling(String key, MessageEvent message) {
        return spans(key).handling();
    }

    @Override
    public void cursorMoved(String key, String lastEventId) {
        spans(key).cursorMoved();
    }

    @PreDestroy
    void end() {
        StreamMetrics present = metrics;
        if (present != null) {
            present.close();
        }
    }
}
