package org.eventsource.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.StreamState;
import org.jspecify.annotations.Nullable;

/**
 * The instruments of all streams. What {@link StreamState} counts is read when metrics are collected, so it costs
 * nothing for each message.
 */
final class StreamMetrics implements AutoCloseable {

    static final AttributeKey<String> STREAM = AttributeKey.stringKey("eventsource.stream");

    /** As in the conventions of OpenTelemetry. */
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Supplier<List<StreamState>> streams;
    private final Map<String, OfStream> all = new ConcurrentHashMap<>();
    private final List<Runnable> ends = new ArrayList<>();
    private final LongCounter attempts;
    private final LongCounter failures;
    private final DoubleHistogram connect;
    private final DoubleHistogram handling;

    StreamMetrics(Meter meter, Supplier<List<StreamState>> streams) {
        this.streams = streams;
        this.attempts = meter.counterBuilder("eventsource.connection.attempts")
                .setUnit("{attempt}")
                .setDescription("Attempts to connect")
                .build();
        this.failures = meter.counterBuilder("eventsource.connection.failures")
                .setUnit("{failure}")
                .setDescription("Lost connections and failed attempts, by kind")
                .build();
        this.connect = meter.histogramBuilder("eventsource.connect.duration")
                .setUnit("s")
                .setDescription("Time from the begin of an attempt to the headers of a stream")
                .build();
        this.handling = meter.histogramBuilder("eventsource.handling.duration")
                .setUnit("s")
                .setDescription("Time until the observers and listeners of a message have returned")
                .build();
        ends.add(meter.counterBuilder("eventsource.messages")
                .setUnit("{message}")
                .setDescription("Messages received")
                .buildWithCallback(measurement -> longs(measurement, StreamState::events))::close);
        ends.add(meter.counterBuilder("eventsource.connections")
                .setUnit("{connection}")
                .setDescription("Connections opened")
                .buildWithCallback(measurement -> longs(measurement, StreamState::connections))::close);
        ends.add(
                meter.counterBuilder("eventsource.read")
                        .setUnit("By")
                        .setDescription("Bytes read, perhaps compressed")
                        .buildWithCallback(measurement -> all.values()
                                .forEach(stream -> measurement.record(stream.bytes.sum(), stream.attributes)))::close);
        ends.add(
                meter.upDownCounterBuilder("eventsource.connections.open")
                        .setUnit("{connection}")
                        .setDescription("Open connections")
                        .buildWithCallback(measurement ->
                                longs(measurement, state -> state.readyState() == ReadyState.OPEN ? 1 : 0))::close);
        ends.add(meter.upDownCounterBuilder("eventsource.observers.unfinished")
                .setUnit("{call}")
                .setDescription("Calls of asynchronous observers that have not ended")
                .buildWithCallback(measurement -> longs(measurement, StreamState::unfinished))::close);
        ends.add(meter.gaugeBuilder("eventsource.message.age")
                .setUnit("s")
                .setDescription("Time since the last message")
                .buildWithCallback(measurement -> ages(measurement, StreamState::lastEvent))::close);
        ends.add(meter.gaugeBuilder("eventsource.cursor.age")
                .setUnit("s")
                .setDescription("Time since the cursor moved")
                .buildWithCallback(measurement -> ages(
                        measurement,
                        state -> Optional.ofNullable(all.get(state.key())).map(of -> of.cursorMoved)))::close);
    }

    private void longs(ObservableLongMeasurement measurement, ToLongFunction<StreamState> value) {
        streams.get().forEach(state -> measurement.record(value.applyAsLong(state), of(state.key()).attributes));
    }

    private void ages(ObservableDoubleMeasurement measurement, Function<StreamState, Optional<Instant>> time) {
        Instant now = Instant.now();
        streams.get()
                .forEach(state -> time.apply(state)
                        .ifPresent(then -> measurement.record(
                                Duration.between(then, now).toNanos() / 1e9, of(state.key()).attributes)));
    }

    /** Returns what is recorded for one stream. */
    OfStream of(String key) {
        return all.computeIfAbsent(key, OfStream::new);
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }

    /** Records what happens to one stream. */
    final class OfStream {

        final Attributes attributes;
        private final LongAdder bytes = new LongAdder();
        private volatile @Nullable Instant cursorMoved;

        private OfStream(String key) {
            this.attributes = Attributes.of(STREAM, key);
        }

        void attempting() {
            attempts.add(1, attributes);
        }

        void opened(Duration took) {
            connect.record(took.toNanos() / 1e9, attributes);
        }

        void failed(ErrorEvent error) {
            failures.add(
                    1,
                    attributes.toBuilder().put(ERROR_TYPE, error.kind().name()).build());
        }

        void read(int count) {
            bytes.add(count);
        }

        void handled(long nanos) {
            handling.record(nanos / 1e9, attributes);
        }

        void cursorMoved() {
            cursorMoved = Instant.now();
        }
    }
}
