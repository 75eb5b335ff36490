package org.eventsource.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.spi.StreamMonitor;

/** The sample of the page Operations. */
@ApplicationScoped
class MicrometerMonitor implements StreamMonitor {

    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

    @Inject
    MeterRegistry registry;

    @Override
    public void attempting(String key, int attempt) {
        registry.counter("eventsource.connection.attempts", "stream", key).increment();
    }

    @Override
    public void opened(String key, OpenEvent event, Duration took) {
        registry.timer("eventsource.connect", "stream", key).record(took);
        open(key).set(1);
    }

    @Override
    public void failed(String key, ErrorEvent error) {
        String kind = error.kind().name();
        registry.counter("eventsource.connection.failures", "stream", key, "kind", kind)
                .increment();
        open(key).set(0);
    }

    @Override
    public void closed(String key, ErrorEvent error) {
        failed(key, error);
    }

    @Override
    public AutoCloseable handling(String key, MessageEvent message) {
        Timer.Sample sample = Timer.start(registry);
        return () -> sample.stop(registry.timer("eventsource.handling", "stream", key));
    }

    private AtomicInteger open(String key) {
        return open.computeIfAbsent(
                key,
                absent -> registry.gauge("eventsource.connections.open", Tags.of("stream", key), new AtomicInteger()));
    }
}
