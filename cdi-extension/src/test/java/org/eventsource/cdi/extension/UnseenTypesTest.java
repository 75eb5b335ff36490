package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.cdi.extension.observers.UnseenTypes;
import org.junit.jupiter.api.Test;

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
                .containsExactly("stream \"prices\": none of the first 1,000 messages has an event type that observers"
                        + " name: \"tock\"; they have: \"tick\", \"a\\u001B[2J\"");
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
        assertThat(lines.get(0)).hasSizeLessThan(500);
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
                                    + " observers name: \"tock\"; they have: \"tick\"");
        }
    }
}
