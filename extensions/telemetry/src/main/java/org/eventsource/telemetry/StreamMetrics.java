package org.eventsource.telemetry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
        this.attempts = counter(meter, "eventsource.connection.attempts", "{attempt}", "Attempts to connect")
                .build();
        this.failures = counter(
                        meter,
                        "eventsource.connection.failures",
                        "{failure}",
                        "Lost connections and failed attempts, by kind")
                .build();
        this.connect = seconds(
                meter, "eventsource.connect.duration", "Time from the begin of an attempt to the headers of a stream");
        this.handling = seconds(
                meter,
                "eventsource.handling.duration",
                "Time until the observers and listeners of a message have returned");
        observeCounts(meter);
        observeLevels(meter);
        observeAges(meter);
    }

    private static LongCounterBuilder counter(Meter meter, String name, String unit, String description) {
        return meter.counterBuilder(name).setUnit(unit).setDescription(description);
    }

    private static DoubleHistogram seconds(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .build();
    }

    private void observeCounts(Meter meter) {
        ends.add(counter(meter, "eventsource.messages", "{message}", "Messages received")
                .buildWithCallback(this::messages)::close);
        ends.add(
                counter(meter, "eventsource.connections", "{connection}", "Connections opened")
                                .buildWithCallback(measurement -> all.values()
                                        .forEach(stream ->
                                                measurement.record(stream.connections.sum(), stream.attributes)))
                        ::close);
        ends.add(
                counter(meter, "eventsource.read", "By", "Bytes read, perhaps compressed")
                        .buildWithCallback(measurement -> all.values()
                                .forEach(stream -> measurement.record(stream.bytes.sum(), stream.attributes)))::close);
    }

    private void observeLevels(Meter meter) {
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
    }

    private void observeAges(Meter meter) {
        ends.add(meter.gaugeBuilder("eventsource.message.age")
                .setUnit("s")
                .setDescription("Time since the last message")
                .buildWithCallback(measurement -> ages(measurement, StreamMetrics::messageAge))::close);
        ends.add(meter.gaugeBuilder("eventsource.cursor.age")
                .setUnit("s")
                .setDescription("Time since the cursor moved, or since the stream started")
                .buildWithCallback(measurement -> ages(measurement, this::cursorAge))::close);
    }

    private static Optional<Duration> messageAge(StreamState state) {
        return state.lastEvent().map(then -> Duration.between(then, Instant.now()));
    }

    private Optional<Duration> cursorAge(StreamState state) {
        return state.cursor().flatMap(id -> of(state.key()).cursorAge());
    }

    private void longs(ObservableLongMeasurement measurement, ToLongFunction<StreamState> value) {
        sums(value).forEach((key, sum) -> measurement.record(sum, of(key).attributes));
    }

    private void messages(ObservableLongMeasurement measurement) {
        Map<String, Long> sums = sums(StreamState::events);
        sums.keySet().forEach(this::of);
        all.forEach((key, stream) ->
                measurement.record(stream.messages.after(sums.getOrDefault(key, 0L)), stream.attributes));
    }

    /** Returns the sum of the streams that show one key. Keys that are URLs are shown without their query. */
    private Map<String, Long> sums(ToLongFunction<StreamState> value) {
        return streams.get().stream().collect(groupingBy(StreamState::key, summingLong(value)));
    }

    /** Records the longest age of the streams that show one key. */
    private void ages(ObservableDoubleMeasurement measurement, Function<StreamState, Optional<Duration>> age) {
        Map<String, Duration> longest = new HashMap<>();
        streams.get()
                .forEach(state ->
                        age.apply(state).ifPresent(time -> longest.merge(state.key(), time, StreamMetrics::longer)));
        longest.forEach((key, time) -> measurement.record(time.toNanos() / 1e9, of(key).attributes));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Returns what is recorded for one stream. */
    OfStream of(String key) {
        return all.computeIfAbsent(key, OfStream::new);
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }

    /**
     * A count that never decreases, although the sum of the streams does when one of them is gone: it is 0 without one.
     */
    private static final class Total {

        private long total;
        private long last;

        /** Returns the total after the next sum was seen. */
        synchronized long after(long sum) {
            total += Math.max(0, sum - last);
            last = sum;
            return total;
        }
    }

    /** Records what happens to one stream. */
    final class OfStream {

        final Attributes attributes;
        private final LongAdder bytes = new LongAdder();
        private final LongAdder connections = new LongAdder();
        private final Total messages = new Total();

        /** When the stream started, or its cursor was moved by this process; null: neither. */
        private volatile @Nullable Long cursorTime;

        private OfStream(String key) {
            this.attributes = Attributes.of(STREAM, key);
        }

        void attempting() {
            if (cursorTime == null) {
                cursorTime = System.nanoTime();
            }
            attempts.add(1, attributes);
        }

        void opened(Duration took) {
            connections.increment();
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

        private Optional<Duration> cursorAge() {
            return Optional.ofNullable(cursorTime).map(then -> Duration.ofNanos(System.nanoTime() - then));
        }

        void cursorMoved() {
            cursorTime = System.nanoTime();
        }
    }
}
