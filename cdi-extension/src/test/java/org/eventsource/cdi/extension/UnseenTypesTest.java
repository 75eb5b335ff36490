package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.cdi.extension.observers.UnseenTypes;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnseenTypesTest {

    private final List<String> lines = new ArrayList<>();
    private final UnseenTypes types = new UnseenTypes("stream \"prices\"", Set.of("tock", "tick"), lines::add);

    private void messages(int count, String type) {
        for (int i = 0; i < count; i++) {
            types.message(type);
        }
    }

    @Test
    void nothing_is_logged_before_a_thousand_messages() {
        messages(999, "message");
        assertThat(lines).isEmpty();
    }

    @Test
    void unseen_types_are_logged_once_after_a_thousand_messages() {
        messages(999, "tick");
        messages(2000, "a\u001b[2J");
        assertThat(lines)
                .containsExactly("stream \"prices\": none of the first 1,000 messages has an event type that the"
                        + " application names: \"tock\"; they have: \"tick\", \"a\\u001B[2J\"");
    }

    @Test
    void nothing_is_logged_where_all_types_came() {
        messages(1, "tick");
        messages(1, "tock");
        messages(2000, "message");
        assertThat(lines).isEmpty();
    }

    @Test
    void what_a_server_chooses_is_cut() {
        for (int i = 0; i < 1000; i++) {
            types.message("type-" + i + "-" + "x".repeat(100_000));
        }
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).hasSizeLessThan(5_000);
    }

    @Test
    void long_types_do_not_hide_others() {
        List<String> received = List.of("a".repeat(150), "b".repeat(150), "c");
        for (int i = 0; i < 1000; i++) {
            types.message(received.get(i % 3));
        }
        assertThat(lines.get(0)).endsWith("they have: \"%s\", \"%s\", \"%s\"".formatted(received.toArray()));
    }

    @ApplicationScoped
    static class Observers {
        void tock(@Observes @Stream("prices") @EventType("tock") MessageEvent tock) {}

        void any(@Observes @EventType("of another stream") MessageEvent message) {}

        void last(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            if (message.data().equals("last")) {
                recorder.record(message);
            }
        }
    }

    @Test
    void unseen_types_of_a_stream_are_logged() throws Exception {
        try (StreamServer server = new StreamServer();
                LogFixture log = new LogFixture("org.eventsource.stream");
                Application application = Application.of(Observers.class, Recorder.class)
                        .with("eventsource.prices.url", server.url("/"))
                        .start()) {
            Exchange exchange = server.request().open();
            for (int i = 0; i < 1000; i++) {
                exchange.message("tick", "1");
            }
            exchange.message("last");
            application.get(Recorder.class).next();
            assertThat(log.messages())
                    .filteredOn(line -> line.contains("event type"))
                    .containsExactly(
                            "INFO stream \"prices\" (%s): none of the first 1,000 messages has an event type that"
                                            .formatted(server.url("/"))
                                    + " the application names: \"tock\"; they have: \"tick\"");
        }
    }

    @ApplicationScoped
    static class Misspelt {
        void tock(@Observes @Stream("prices") @EventType("tock") MessageEvent tock) {}
    }

    @ApplicationScoped
    static class Published {
        @Inject
        @Stream("prices")
        @EventType("tock")
        Flow.Publisher<String> tocks;

        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ParameterizedTest
    @CsvSource({"on-failure, continue", "on-failure, retry", "cursor, file"})
    void messages_that_nobody_observes_count(String name, String value, @TempDir Path directory) throws Exception {
        Application.Builder builder = Application.of(Misspelt.class).with("eventsource.prices." + name, value);
        assertLogged(
                value.equals("file") ? builder.with("eventsource.cursor-directory", directory.toString()) : builder);
    }

    @Test
    void unseen_types_of_injected_publishers_are_logged() throws Exception {
        assertLogged(Application.of(Published.class));
    }

    private static void assertLogged(Application.Builder builder) throws Exception {
        try (StreamServer server = new StreamServer();
                LogFixture log = new LogFixture("org.eventsource.stream");
                Application application =
                        builder.with("eventsource.prices.url", server.url("/")).start()) {
            server.request().open().multiple("event: tick\ndata: 1\n\n".repeat(1000));
            await().atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(log.messages())
                            .anyMatch(line -> line.endsWith("names: \"tock\"; they have: \"tick\"")));
        }
    }

    @ApplicationScoped
    static class FailingOnce {
        private final Set<String> failed = ConcurrentHashMap.newKeySet();

        void on(@Observes @Stream("prices") @EventType("tick") MessageEvent message) {
            if (failed.add(message.data())) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Test
    void a_message_counts_once_also_if_it_is_handled_again() throws Exception {
        try (StreamServer server = new StreamServer();
                LogFixture log = new LogFixture("org.eventsource.stream");
                Application application = Application.of(Observers.class, FailingOnce.class, Recorder.class)
                        .with("eventsource.prices.url", server.url("/"))
                        .with("eventsource.prices.on-failure", "retry")
                        .with("eventsource.prices.handling-delay", "0s")
                        .start()) {
            Exchange exchange = server.request().open();
            for (int i = 0; i < 600; i++) {
                exchange.message("tick", String.valueOf(i));
            }
            exchange.message("last");
            application.get(Recorder.class).next();
            assertThat(log.messages()).noneMatch(line -> line.contains("event type that"));
        }
    }
}
