package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

/** Runs the samples of the documents. {@link ReadmeTest} compares this code with them. */
class SamplesTest extends ApplicationFixture {

    private Recorder start(Class<?>... classes) {
        List<Class<?>> all = new ArrayList<>(List.of(classes));
        all.add(Recorder.class);
        application = Application.of(all.toArray(Class[]::new))
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.base-url", server.url("/"))
                .start();
        return application.get(Recorder.class);
    }

    @ApplicationScoped
    static class Portfolio {

        void on(@Observes @Stream("prices") MessageEvent tick) {
            update(tick.data());
        }

        @Inject
        Recorder recorder;

        private void update(String data) {
            recorder.record(data);
        }
    }

    @Test
    void a_stream_is_observed() throws Exception {
        Recorder recorder = start(Portfolio.class);
        server.request().open().message("1");
        assertThat(recorder.next()).isEqualTo("1");
    }

    @Test
    void the_first_observer_prints_a_message() throws Exception {
        try (Console console = new Console()) {
            start(FirstObserver.class);
            server.request().open().message("1");
            assertThat(console.next()).isEqualTo("1");
        }
    }

    @ApplicationScoped
    static class Prices {

        @Inject
        @Stream("prices")
        EventSource source;

        @PostConstruct
        void listen() {
            source.onOpen(open -> log("connected"));
            source.onMessage(message -> update(message.data()));
            source.addEventListener("tick", tick -> update(tick.data()));
            source.onError(error -> log(error.reason()));
        }

        @Inject
        Recorder recorder;

        private void log(String text) {
            recorder.record(text);
        }

        private void update(String data) {
            recorder.record(data);
        }

        void start() {}
    }

    @Test
    void a_stream_is_injected() throws Exception {
        Recorder recorder = start(Prices.class);
        application.get(Prices.class).start();
        server.request().open().message("tick", "1").end();
        assertThat(recorder.next()).isEqualTo("connected");
        assertThat(recorder.next()).isEqualTo("1");
        assertThat(recorder.next()).isEqualTo("the server ended the stream");
    }

    @ApplicationScoped
    static class Observers {

        @Inject
        Recorder recorder;

        void all(@Observes @Stream("prices") MessageEvent message) {
            recorder.record("all");
        }

        void ticks(@Observes @Stream("prices") @EventType("tick") MessageEvent tick) {
            recorder.record("ticks");
        }

        void later(@ObservesAsync @Stream("prices") MessageEvent message) {
            recorder.record("later");
        }

        void opened(@Observes @Stream("prices") OpenEvent open) {
            recorder.record("opened");
        }

        void failed(@Observes @Stream("prices") ErrorEvent error) {
            recorder.record("failed");
        }
    }

    @Test
    void observers_choose_what_they_receive() throws Exception {
        Recorder recorder = start(Observers.class);
        server.request().open().message("tick", "1").end();
        Set<Object> received = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            received.add(recorder.next());
        }
        assertThat(received).containsExactly("all", "failed", "later", "opened", "ticks");
    }

    public record Tick(String symbol, BigDecimal price) {}

    @ApplicationScoped
    static class Quotes {

        @Inject
        Recorder recorder;

        void tick(@Observes @Stream("prices") @EventType("tick") Tick tick) {
            update(tick.symbol(), tick.price());
        }

        void failed(@Observes @Stream("prices") FailedEvent failed) {
            log(failed.phase() + " failed at " + failed.message().data());
        }

        private void update(String symbol, BigDecimal price) {
            recorder.record(symbol + " " + price);
        }

        private void log(String text) {
            recorder.record(text);
        }
    }

    @Test
    void data_is_decoded() throws Exception {
        Recorder recorder = start(Quotes.class);
        server.request()
                .open()
                .message("tick", "{\"symbol\":\"A\",\"price\":1.5}")
                .message("tick", "?");
        assertThat(recorder.next()).isEqualTo("A 1.5");
        assertThat(recorder.next()).isEqualTo("DECODING failed at ?");
    }

    @ApplicationScoped
    static class Watches {

        @Inject
        EventSources sources;

        @Inject
        Recorder recorder;

        EventSource watch(String symbol) {
            return sources.builder("/prices/{symbol}")
                    .path("symbol", symbol)
                    .onMessage(message -> update(message.data()))
                    .open();
        }

        private void update(String data) {
            recorder.record(data);
        }
    }

    @Test
    void a_key_may_be_known_at_run_time_only() throws Exception {
        Recorder recorder = start(Watches.class);
        try (EventSource source = application.get(Watches.class).watch("A")) {
            server.request().open().message("1");
            assertThat(source.url()).hasPath("/prices/A");
            assertThat(recorder.next()).isEqualTo("1");
        }
    }

    @ApplicationScoped
    @Stream("prices")
    static class Tokens implements RequestCustomizer {

        @Override
        public void customize(Request request) {
            request.header("Authorization", "Bearer " + current());
        }

        private String current() {
            return "token";
        }
    }

    @Test
    void a_token_is_requested_at_each_attempt() throws Exception {
        start(Portfolio.class, Tokens.class);
        assertThat(server.request().headers).containsEntry("Authorization", "Bearer token");
    }

    @ApplicationScoped
    static class FakePrices {

        @Produces
        @Stream("prices")
        EventSource source() {
            return null; // a mock, if the application injects the stream
        }

        @Inject
        @Stream("prices")
        Event<MessageEvent> prices;

        void send(String data) {
            prices.fire(MessageEvent.of("message", data));
        }

        void tick(String json) {
            prices.select(EventType.Literal.of("tick")).fire(MessageEvent.of("tick", json));
        }

        @Inject
        @Stream("prices")
        Event<ErrorEvent> errors;

        void fail(String reason) {
            errors.fire(ErrorEvent.of(ReadyState.CONNECTING, reason));
        }
    }

    @Test
    void a_test_replaces_a_stream() throws Exception {
        Recorder recorder = start(Portfolio.class, FakePrices.class);
        application.get(FakePrices.class).send("1");
        assertThat(recorder.next()).isEqualTo("1");
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void a_test_fires_an_error() throws Exception {
        Recorder recorder = start(Observers.class, FakePrices.class);
        application.get(FakePrices.class).fail("the server ended the stream");
        assertThat(recorder.next()).isEqualTo("failed");
        assertThat(recorder.isEmpty()).isTrue();
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void a_test_sends_data_that_is_decoded() throws Exception {
        Recorder recorder = start(Quotes.class, FakePrices.class);
        application.get(FakePrices.class).tick("{\"symbol\":\"A\",\"price\":1.5}");
        application.get(FakePrices.class).tick("?");
        assertThat(recorder.next()).isEqualTo("A 1.5");
        assertThat(recorder.next()).isEqualTo("DECODING failed at ?");
        assertThat(recorder.isEmpty()).isTrue();
        assertThat(server.isIdle()).isTrue();
    }
}
