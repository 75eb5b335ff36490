package org.eventsource.telemetry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metrics and spans by the SDK of OpenTelemetry, over real connections. */
class StreamTelemetryTest extends TelemetryFixture {

    private static final BlockingQueue<String> TRACE_IDS = new LinkedBlockingQueue<>();

    @ApplicationScoped
    static class Observer {

        private static final Logger LOGGER = Logger.getLogger("application");

        void on(@Observes @Stream("prices") MessageEvent message) {
            LOGGER.info("a price");
            if (message.data().equals("wrong")) {
                throw new IllegalArgumentException(message.data());
            }
        }
    }

    /** Writes the current trace id, as a formatter of an application does. */
    private static final class TraceIds extends Handler {

        @Override
        public void publish(LogRecord entry) {
            TRACE_IDS.add(Span.current().getSpanContext().getTraceId());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private final TraceIds handler = new TraceIds();
    private final Logger logger = Logger.getLogger("application");

    @BeforeEach
    void noteTraceIds() {
        TRACE_IDS.clear();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        properties.put("eventsource.prices.reconnection-time", "100ms");
    }

    @AfterEach
    void removeHandler() {
        logger.removeHandler(handler);
    }

    private void start(SseHandler first, SseHandler... following) {
        server.on("/prices", first, following);
        start(List.of(StreamTelemetry.class, FailedMessages.class, Observer.class, Sdk.class));
    }

    private static SseHandler open(String events) {
        return connection -> {
            connection.stream(events);
            connection.waitForClientClose();
        };
    }

    private static MetricData metric(String name) {
        return metrics(name).findAny().orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private static long sum(String name) {
        return metric(name).getLongSumData().getPoints().stream()
                .mapToLong(point -> point.getValue())
                .sum();
    }

    @Test
    void a_span_is_current_in_an_observer_and_has_a_link_to_its_connection() throws Exception {
        start(open("event: tick\nid: secret\ndata: secret\n\n"));
        SpanData process = spans("process prices", 1).get(0);
        SpanData connect = spans("connect prices", 1).get(0);
        assertThat(TRACE_IDS.poll(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo(process.getTraceId());
        assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(process.getParentSpanContext().isValid()).isFalse();
        assertThat(process.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext()).isEqualTo(connect.getSpanContext()));
        assertThat(connect.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(process.getTraceId()).isNotEqualTo(connect.getTraceId());
    }

    @Test
    void nothing_that_a_server_sends_is_an_attribute() {
        start(open("event: tick\nid: secret\ndata: secret\n\n"));
        spans("process prices", 1);
        await().atMost(Patience.LIMIT).until(() -> sum("eventsource.messages") == 1);
        assertThat(SPANS.getFinishedSpanItems().toString()).doesNotContain("secret", "tick");
        assertThat(reader.collectAllMetrics().toString()).doesNotContain("secret", "tick");
    }

    @Test
    void a_failed_observer_marks_its_span_without_the_data() {
        start(open("data: wrong\n\n"));
        SpanData process = spans("process prices", 1).get(0);
        assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(process.getAttributes().get(StreamMetrics.ERROR_TYPE))
                .isEqualTo(IllegalArgumentException.class.getName());
        assertThat(process.toString()).doesNotContain("wrong");
    }

    @Test
    void metrics_count_what_the_server_has_counted() {
        Gate end = new Gate();
        start(
                connection -> {
                    connection.stream("data: 1\n\ndata: 2\n\n");
                    end.await();
                },
                connection -> connection.respond(503),
                open("data: 3\n\n"));
        spans("process prices", 2);
        end.open();
        spans("process prices", 3);
        assertThat(sum("eventsource.messages")).isEqualTo(3);
        assertThat(sum("eventsource.connections")).isEqualTo(2);
        assertThat(sum("eventsource.connections.open")).isEqualTo(1);
        assertThat(sum("eventsource.connection.attempts")).isEqualTo(3);
        assertThat(sum("eventsource.connection.failures")).isEqualTo(2);
        assertThat(sum("eventsource.observers.unfinished")).isZero();
        assertThat(sum("eventsource.read")).isEqualTo("data: 1\n\ndata: 2\n\ndata: 3\n\n".length());
        assertThat(metric("eventsource.connection.failures").getLongSumData().getPoints())
                .extracting(point -> point.getAttributes().get(StreamMetrics.ERROR_TYPE))
                .containsExactlyInAnyOrder("END", "STATUS");
        assertThat(metric("eventsource.connect.duration").getHistogramData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getCount()).isEqualTo(2));
        await().atMost(Patience.LIMIT)
                .until(() -> metric("eventsource.handling.duration").getHistogramData().getPoints().stream()
                                .mapToLong(point -> point.getCount())
                                .sum()
                        == 3);
        assertThat(metric("eventsource.message.age").getDoubleGaugeData().getPoints())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.getAttributes().get(StreamMetrics.STREAM)).isEqualTo("prices");
                    assertThat(point.getValue()).isBetween(0.0, 600.0);
                });
        List<SpanData> connects = spans("connect prices", 3);
        assertThat(connects)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR, StatusCode.UNSET);
        assertThat(connects.get(1).getAttributes().get(StreamMetrics.ERROR_TYPE))
                .isEqualTo("STATUS");
    }

    @Test
    void streams_whose_urls_differ_only_in_the_query_are_counted_together() {
        start(open("data: 1\n\n"), open("data: 2\n\n"), open("data: 3\n\n"));
        spans("process prices", 1);
        EventSources sources = container.select(EventSources.class).get();
        try (EventSource one = sources.builder(server.url("/prices?a=1")).open();
                EventSource other = sources.builder(server.url("/prices?a=2")).open()) {
            spans("process " + server.url("/prices"), 2);
            assertThat(metric("eventsource.messages").getLongSumData().getPoints())
                    .filteredOn(point ->
                            server.url("/prices").equals(point.getAttributes().get(StreamMetrics.STREAM)))
                    .singleElement()
                    .satisfies(point -> assertThat(point.getValue()).isEqualTo(2));
            assertThat(metric("eventsource.message.age").getDoubleGaugeData().getPoints())
                    .hasSize(2);
        }
    }

    @Test
    void a_count_of_two_streams_does_not_decrease_when_one_of_them_is_closed() {
        start(open("data: 1\n\n"), open("data: 2\n\n"), open("data: 3\n\n"), open("data: 4\n\n"));
        spans("process prices", 1);
        EventSources sources = container.select(EventSources.class).get();
        String key = server.url("/prices");
        try (EventSource one = sources.builder(key + "?a=1").open()) {
            try (EventSource other = sources.builder(key + "?a=2").open()) {
                spans("process " + key, 2);
                assertThat(sum("eventsource.messages")).isEqualTo(3);
            }
            assertThat(sum("eventsource.messages")).isEqualTo(3);
            try (EventSource third = sources.builder(key + "?a=3").open()) {
                spans("process " + key, 3);
                assertThat(sum("eventsource.messages")).isEqualTo(4);
            }
        }
    }

    @Test
    void a_stream_that_is_opened_again_and_again_is_counted_each_time() {
        start(open("data: 0\n\n"), open("data: 1\n\ndata: 2\n\ndata: 3\n\n"));
        spans("process prices", 1);
        EventSources sources = container.select(EventSources.class).get();
        String key = server.url("/prices");
        for (int times = 1; times <= 3; times++) {
            try (EventSource unused = sources.builder(key).open()) {
                spans("process " + key, 3 * times);
                assertThat(sum("eventsource.messages")).isEqualTo(1 + 3 * times);
                assertThat(sum("eventsource.connections")).isEqualTo(1 + times);
            }
            assertThat(sum("eventsource.messages")).isEqualTo(1 + 3 * times);
            assertThat(sum("eventsource.connections")).isEqualTo(1 + times);
        }
    }

    @Test
    void a_connection_that_is_opened_and_closed_between_two_collections_is_counted() {
        start(open("data: 0\n\n"), open("data: 1\n\n"));
        spans("process prices", 1);
        EventSources sources = container.select(EventSources.class).get();
        String key = server.url("/prices");
        for (int times = 1; times <= 3; times++) {
            try (EventSource unused = sources.builder(key).open()) {
                spans("process " + key, times);
            }
        }
        assertThat(sum("eventsource.connections")).isEqualTo(4);
    }

    @Test
    void without_an_sdk_nothing_is_recorded_and_the_stream_goes_on() throws Exception {
        server.on("/prices", open("data: 1\n\n"));
        start(List.of(StreamTelemetry.class, Observer.class));
        assertThat(TRACE_IDS.poll(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo("00000000000000000000000000000000");
    }

    @Test
    void the_instruments_end_with_the_application() {
        start(open("data: 1\n\n"));
        spans("process prices", 1);
        assertThat(sum("eventsource.messages")).isEqualTo(1);
        InMemoryMetricReader after = reader;
        container.close();
        container = null;
        assertThat(after.collectAllMetrics())
                .extracting(MetricData::getName)
                .doesNotContain("eventsource.messages", "eventsource.connections.open");
    }
}
