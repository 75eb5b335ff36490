package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.ScriptedStreams;
import org.eventsource.testing.ScriptedStreamsExtension;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.StreamScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replaces the transport of an application's streams. Nothing listens at their URL. */
class ScriptedStreamsTest {

    private static final String URL = "http://127.0.0.1:1/prices?from=1";

    public record Price(int price) {}

    @Singleton
    static class Prices {

        private final List<Object> received = new CopyOnWriteArrayList<>();

        @Inject
        ScriptedStreams streams;

        void opened(@Observes @Stream("prices") OpenEvent event) {
            received.add("open");
        }

        void price(@Observes @Stream("prices") @EventType("tick") Price price) {
            received.add(price);
        }

        void failed(@Observes @Stream("prices") FailedEvent failed) {
            received.add("not decoded: " + failed.message().data());
        }

        void lost(@Observes @Stream("prices") ErrorEvent error) {
            received.add(error.reason());
        }

        /** Returns what came since the last call. */
        public List<Object> take() {
            List<Object> taken = List.copyOf(received);
            received.clear();
            return taken;
        }
    }

    @Singleton
    static class Token implements RequestCustomizer {

        @Override
        public void customize(Request request) {
            request.header("X-Token", "of " + request.key());
        }
    }

    private SeContainer container;
    private Prices prices;
    private ScriptedStreams streams;
    private StreamScript script;

    @BeforeEach
    void start() {
        System.setProperty("eventsource.prices.url", URL);
        System.setProperty("eventsource.prices.idle-timeout", "45s");
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class, ScriptedStreamsExtension.class)
                .addBeanClasses(Prices.class, Token.class)
                .initialize();
        prices = container.select(Prices.class).get();
        streams = container.select(ScriptedStreams.class).get();
        script = streams.of("prices");
    }

    @AfterEach
    void stop() {
        if (container != null) {
            container.close();
        }
        System.clearProperty("eventsource.prices.url");
        System.clearProperty("eventsource.prices.idle-timeout");
    }

    @Test
    void a_payload_has_reached_its_observer_when_the_call_returns() {
        script.open().message("tick", "{\"price\":42}");

        assertThat(prices.take()).containsExactly("open", new Price(42));
    }

    @Test
    void data_that_is_no_payload_becomes_a_failed_event() {
        script.open().message("tick", "{").message("tick", "{\"price\":43}");

        assertThat(prices.take()).containsExactly("open", "not decoded: {", new Price(43));
    }

    @Test
    void a_request_has_the_headers_of_customizers_and_the_id() {
        script.open().id("7").message("tick", "{\"price\":42}").end();
        streams.advance(Duration.ofSeconds(3));

        List<SseRequest> requests = streams.requests("prices");
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.line()).isEqualTo("GET /prices?from=1 HTTP/1.1");
            assertThat(request.header("x-token")).contains("of prices");
            assertThat(request.header("Accept")).contains("text/event-stream");
        });
        assertThat(requests.get(0).lastEventId()).isEmpty();
        assertThat(requests.get(1).lastEventId()).contains("7");
    }

    @Test
    void a_request_has_its_method_and_its_body() {
        script.open();
        EventSource.Builder builder = container
                .select(EventSources.class)
                .get()
                .builder("prices")
                .method("POST")
                .body("application/json", "{}");
        try (EventSource source = builder.open()) {
            script.open();

            SseRequest request = streams.requests("prices").get(1);
            assertThat(request.line()).isEqualTo("POST /prices?from=1 HTTP/1.1");
            assertThat(request.header("Content-Type")).contains("application/json");
            assertThat(request.body()).isEqualTo("{}");
        }
    }

    @Test
    void the_clock_of_the_test_drives_reconnection() {
        script.open().cut();
        streams.advance(Duration.ofMillis(2999));
        assertThat(streams.requests("prices")).hasSize(1);

        streams.advance(Duration.ofMillis(1));
        assertThat(streams.requests("prices")).hasSize(2);
        script.open().message("tick", "{\"price\":42}");
        assertThat(prices.take())
                .containsExactly("open", "the connection to http://127.0.0.1:1 broke off", "open", new Price(42));
    }

    @Test
    void the_clock_of_the_test_drives_the_watchdog() {
        script.open();
        streams.advance(Duration.ofSeconds(44));
        assertThat(prices.take()).containsExactly("open");

        streams.advance(Duration.ofSeconds(1));
        assertThat(prices.take()).containsExactly("nothing came for 45 s");
    }

    @Test
    void an_attempt_that_is_not_answered_fails_at_its_time_out() {
        streams.advance(Duration.ofSeconds(10));

        assertThat(prices.take()).containsExactly("no response within 10 s");
    }

    @Test
    void a_script_may_be_ahead_of_the_stream() {
        script.open().cut().fail(503, "Retry-After: 60").refuse().open().message("tick", "{\"price\":42}");
        streams.advance(Duration.ofSeconds(80));

        assertThat(streams.requests("prices")).hasSize(4);
        assertThat(prices.take()).hasSize(6).endsWith("open", new Price(42));
    }

    @Test
    void a_pause_lasts_as_long_on_the_clock_of_the_test() {
        script.open().pause(Duration.ofSeconds(5)).message("tick", "{\"price\":42}");
        streams.advance(Duration.ofMillis(4999));
        assertThat(prices.take()).containsExactly("open");

        streams.advance(Duration.ofMillis(1));
        assertThat(prices.take()).containsExactly(new Price(42));
    }

    @Test
    void a_source_that_the_application_opens_is_scripted_too() {
        Recorder recorder = new Recorder();
        try (EventSource source = container.select(EventSources.class).get().open("http://127.0.0.1:1/others")) {
            source.addEventListener(Event.class, recorder);
            streams.of("http://127.0.0.1:1/others").open().message("x");

            assertThat(recorder.rest()).hasSize(2);
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }

    @Test
    void a_handle_with_settings_of_its_own_plays_the_next_part() {
        script.open();
        Recorder recorder = new Recorder();
        try (EventSource source = container
                .select(EventSources.class)
                .get()
                .builder("prices")
                .header("X-Own", "1")
                .addEventListener("tick", MessageEvent.class, recorder)
                .open()) {
            script.open().message("tick", "{\"price\":42}");

            assertThat(recorder.rest()).hasSize(1);
            assertThat(streams.requests("prices").get(1).header("X-Own")).contains("1");
            assertThat(prices.take()).containsExactly("open");
        }
    }

    @Test
    void a_reset_lets_each_stream_wait_for_its_answer() {
        script.open().fail(503);
        streams.reset();
        prices.take();

        assertThat(streams.requests("prices")).hasSize(1);
        script.open().message("tick", "{\"price\":42}");
        assertThat(prices.take()).containsExactly("open", new Price(42));
    }

    @Test
    void the_clock_does_not_go_back() {
        assertThatThrownBy(() -> streams.advance(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
    }
}
