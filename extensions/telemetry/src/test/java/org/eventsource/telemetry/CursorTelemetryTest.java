package org.eventsource.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.StreamState;
import org.eventsource.cursor.CursorStore;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.spi.Transactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans of messages that a stream handles one by one, as with a cursor. */
class CursorTelemetryTest extends TelemetryFixture {

    /** How often the observer fails. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    /** Null: the store has none. */
    private static volatile String initialId;

    private static final List<String> LISTENER_SPANS = new CopyOnWriteArrayList<>();
    private static final List<String> LETTER_SPANS = new CopyOnWriteArrayList<>();

    @ApplicationScoped
    @Stream("prices")
    static class Memory implements CursorStore {

        private volatile String id = initialId;

        @Override
        public Optional<String> load(String stream) {
            return Optional.ofNullable(id);
        }

        @Override
        public void save(String stream, String lastEventId) {
            id = lastEventId;
        }
    }

    /** Transactions without effects. */
    @ApplicationScoped
    static class NoEffects implements Transactions {

        @Override
        public boolean areAvailable() {
            return true;
        }

        @Override
        public void begin(Duration timeout) {}

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") @EventType("tick") MessageEvent message) {
            if (message.data().equals("bad") && FAILURES.getAndDecrement() > 0) {
                throw new IllegalArgumentException(message.data());
            }
        }
    }

    @ApplicationScoped
    static class Letters {
        void on(@Observes @Stream("prices") DeadLetterEvent letter) {
            LETTER_SPANS.add(currentSpan());
        }
    }

    private static String currentSpan() {
        return Span.current().getSpanContext().getSpanId();
    }

    private final Gate listening = new Gate();

    @BeforeEach
    void failOnce() {
        FAILURES.set(1);
        initialId = null;
        LISTENER_SPANS.clear();
        LETTER_SPANS.clear();
        properties.put("eventsource.prices.handling-delay", "10ms");
    }

    /** Starts an application with a handle whose listener notes its span. The server then sends events. */
    private void start(String events, Class<?>... more) {
        server.on("/prices", connection -> {
            connection.stream("");
            listening.await();
            connection.events(events);
            connection.waitForClientClose();
        });
        List<Class<?>> beans =
                new ArrayList<>(List.of(StreamTelemetry.class, FailedMessages.class, Observer.class, Sdk.class));
        beans.addAll(List.of(more));
        start(beans);
        EventSource handle = container.select(EventSources.class).get().get("prices");
        handle.addEventListener("tick", event -> LISTENER_SPANS.add(currentSpan()));
        handle.addEventListener("tock", event -> LISTENER_SPANS.add(currentSpan()));
        listening.open();
    }

    private static String tick(String data) {
        return "event: tick\nid: 1\ndata: " + data + "\n\n";
    }

    private static List<SpanData> messages() {
        return spans("process prices");
    }

    private static List<SpanData> messages(int number) {
        return spans("process prices", number);
    }

    private static void assertFailed(SpanData span) {
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(StreamMetrics.ERROR_TYPE))
                .isEqualTo(IllegalArgumentException.class.getName());
    }

    private static void assertNotFailed(SpanData span) {
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    private static List<Double> cursorAges() {
        return metrics("eventsource.cursor.age")
                .flatMap(metric -> metric.getDoubleGaugeData().getPoints().stream())
                .map(point -> point.getValue())
                .toList();
    }

    @Test
    void a_cursor_that_does_not_move_after_a_restart_has_an_age() {
        initialId = "7";
        FAILURES.set(Integer.MAX_VALUE);
        start(tick("bad"), Memory.class);
        messages(1);
        double age = cursorAges().get(0);
        assertThat(age).isPositive();
        assertThat(cursorAges())
                .singleElement()
                .satisfies(later -> assertThat(later).isGreaterThan(age));
    }

    @Test
    void the_age_of_a_cursor_begins_anew_when_it_is_moved() {
        initialId = "7";
        start(tick("good"), Memory.class);
        messages(1);
        await().atMost(Patience.LIMIT).until(() -> state().cursor().equals(Optional.of("1")));
        assertThat(cursorAges()).hasSize(1);
    }

    @Test
    void a_stream_without_a_cursor_has_no_age_of_it() {
        start(tick("good"));
        messages(1);
        assertThat(cursorAges()).isEmpty();
    }

    private StreamState state() {
        return container.select(EventSources.class).get().streams().get(0);
    }

    @Test
    void each_attempt_has_a_span_and_a_failed_one_is_marked() {
        start(tick("bad"), Memory.class);
        List<SpanData> spans = messages(2);
        assertFailed(spans.get(0));
        assertNotFailed(spans.get(1));
    }

    @Test
    void a_failed_attempt_is_marked_without_a_cursor_too() {
        properties.put("eventsource.prices.on-failure", "retry");
        start(tick("bad"));
        List<SpanData> spans = messages(2);
        assertFailed(spans.get(0));
        assertNotFailed(spans.get(1));
    }

    @Test
    void a_listener_of_a_handle_runs_in_the_span_of_its_message() {
        start(tick("good"), Memory.class);
        SpanData span = messages(1).get(0);
        assertNotFailed(span);
        assertThat(LISTENER_SPANS).containsExactly(span.getSpanId());
    }

    @Test
    void a_listener_runs_in_the_span_of_a_message_that_is_given_up() {
        properties.put("eventsource.prices.on-failure", "continue");
        start(tick("bad"), Memory.class);
        SpanData span = messages(1).get(0);
        assertFailed(span);
        assertThat(LISTENER_SPANS).containsExactly(span.getSpanId());
    }

    @Test
    void a_listener_runs_in_the_span_of_a_message_that_nobody_observes() {
        start("event: tock\nid: 1\ndata: 1\n\n" + tick("good"), Memory.class);
        List<SpanData> spans = messages(2);
        assertThat(LISTENER_SPANS)
                .containsExactly(spans.get(0).getSpanId(), spans.get(1).getSpanId());
    }

    @Test
    void an_observer_of_a_dead_letter_runs_in_the_span_of_the_last_attempt() {
        properties.put("eventsource.prices.handling-attempts", "1");
        properties.put("eventsource.prices.when-exhausted", "dead-letter");
        start(tick("bad"), Memory.class, Letters.class);
        SpanData span = messages(1).get(0);
        assertFailed(span);
        assertThat(LETTER_SPANS).containsExactly(span.getSpanId());
    }

    @Test
    void messages_of_one_transaction_have_spans_of_their_own_and_so_have_their_listeners() {
        properties.put("eventsource.prices.transaction", "required");
        properties.put("eventsource.prices.commit", "read");
        start(tick("good") + tick("good"), Memory.class, NoEffects.class);
        List<SpanData> spans = messages(4);
        assertThat(LISTENER_SPANS)
                .containsExactly(spans.get(2).getSpanId(), spans.get(3).getSpanId());
    }

    @Test
    void a_failure_does_not_mark_the_spans_of_messages_before_that_nobody_observes() {
        properties.put("eventsource.prices.transaction", "required");
        properties.put("eventsource.prices.commit", "read");
        start(
                "event: tock\nid: 1\ndata: 1\n\nevent: tock\nid: 2\ndata: 2\n\n" + tick("bad"),
                Memory.class,
                NoEffects.class);
        List<SpanData> spans = messages(4);
        assertNotFailed(spans.get(0));
        assertNotFailed(spans.get(1));
        assertFailed(spans.get(2));
    }

    @Test
    void a_failure_in_a_transaction_marks_the_span_of_its_own_message() {
        properties.put("eventsource.prices.transaction", "required");
        properties.put("eventsource.prices.commit", "read");
        FAILURES.set(2);
        start(tick("good") + tick("bad"), Memory.class, NoEffects.class);
        await().atMost(Patience.LIMIT).until(() -> LISTENER_SPANS.size() == 2);
        assertThat(messages())
                .filteredOn(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .singleElement()
                .satisfies(CursorTelemetryTest::assertFailed);
    }
}
