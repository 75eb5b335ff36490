package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends messages whose data is empty or {@code null}. */
class EmptyMessagesTest {

    public record Price(int value) {}

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") @EventType("tick") Price price, Recorder recorder) {
            recorder.record(price);
        }

        void failed(@Observes @Stream("prices") FailedEvent failed, Recorder recorder) {
            recorder.record(failed.phase() + ":" + failed.message().data());
        }

        void ended(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
            recorder.record(error.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", " ", " null"})
    void an_empty_message_fails_and_does_not_end_a_stream_that_closes_on_failure(String data) throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = application(server)
                        .with("eventsource.prices.on-failure", "close")
                        .start()) {
            Recorder recorder = application.get(Recorder.class);
            server.request().open().message("tick", data).message("tick", "{\"value\":1}");
            assertThat(recorder.next()).isEqualTo("DECODING:" + data);
            assertThat(recorder.next()).isEqualTo(new Price(1));
        }
    }

    private static Application.Builder application(StreamServer server) {
        return Application.of(Prices.class, Recorder.class).with("eventsource.prices.url", server.url("/"));
    }

    @Test
    void data_that_is_no_such_object_ends_a_stream_that_closes_on_failure() throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = application(server)
                        .with("eventsource.prices.on-failure", "close")
                        .start()) {
            Recorder recorder = application.get(Recorder.class);
            server.request().open().message("tick", "nul");
            assertThat(recorder.next()).isEqualTo("DECODING:nul");
            assertThat((String) recorder.next()).startsWith("an observer failed, and on-failure is close: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", " ", " null"})
    void an_empty_message_is_skipped_where_that_is_set(String data) throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = application(server)
                        .with("eventsource.skip-empty", "true")
                        .start()) {
            Recorder recorder = application.get(Recorder.class);
            server.request().open().message("tick", data).message("tick", "{\"value\":1}");
            assertThat(recorder.next()).isEqualTo(new Price(1));
        }
    }

    /** Replaces the stream. */
    @ApplicationScoped
    static class Fakes {
        @Produces
        @Stream("prices")
        EventSource none() {
            throw new IllegalStateException("nobody uses it");
        }

        @Inject
        @Stream("prices")
        @EventType("tick")
        Event<MessageEvent> fired;

        void fire(String... data) {
            for (String each : data) {
                fired.fire(MessageEvent.of("tick", each));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventsource.skip-empty", "eventsource.prices.skip-empty"})
    void an_empty_message_of_a_replaced_stream_is_skipped_where_that_is_set(String name) throws Exception {
        try (Application application = Application.of(Prices.class, Fakes.class, Recorder.class)
                .with(name, "true")
                .start()) {
            application.get(Fakes.class).fire("", "null", "{\"value\":1}");
            assertThat(application.get(Recorder.class).records()).containsExactly(new Price(1));
        }
    }

    @ApplicationScoped
    static class Everything {
        void text(@Observes @Stream("texts") @EventType("tick") String text, Recorder recorder) {
            recorder.record("text " + text);
        }

        void message(@Observes @Stream("texts") MessageEvent message, Recorder recorder) {
            recorder.record("message " + message.data());
        }
    }

    @Test
    void only_payload_observers_miss_what_is_skipped() throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = Application.of(Everything.class, Recorder.class)
                        .with("eventsource.texts.url", server.url("/"))
                        .with("eventsource.texts.skip-empty", "true")
                        .start()) {
            Recorder recorder = application.get(Recorder.class);
            server.request().open().message("tick", "").message("tick", "1");
            assertThat(recorder.next()).isEqualTo("message ");
            assertThat(recorder.next()).isEqualTo("message 1");
            assertThat(recorder.next()).isEqualTo("text 1");
        }
    }

    @Test
    void unless_set_an_observer_of_text_gets_an_empty_text() throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = Application.of(Everything.class, Recorder.class)
                        .with("eventsource.texts.url", server.url("/"))
                        .start()) {
            Recorder recorder = application.get(Recorder.class);
            server.request().open().message("tick", "");
            assertThat(recorder.next()).isEqualTo("message ");
            assertThat(recorder.next()).isEqualTo("text ");
        }
    }
}
