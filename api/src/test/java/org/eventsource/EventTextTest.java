package org.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Events in logs. */
class EventTextTest {

    @Test
    void a_message_leaves_its_data_out() {
        MessageEvent message = MessageEvent.of("tick", "secret", "7", "https://example.org");

        assertThat(message)
                .hasToString(
                        "MessageEvent[type=tick, lastEventId=7, origin=https://example.org, 6 characters of data]");
    }

    @Test
    void a_message_cuts_and_escapes_what_the_server_has_chosen() {
        String hostile = "\u001B[2J".repeat(100_000);

        assertThat(MessageEvent.of(hostile, "", hostile, hostile).toString())
                .doesNotContain("\u001B")
                .hasSizeLessThan(1000);
    }

    @Test
    void an_error_cuts_and_escapes_the_message_of_its_cause() {
        IOException cause = new IOException("\u001B[2J".repeat(100_000));

        assertThat(ErrorEvent.of(
                                ReadyState.CONNECTING,
                                "broken",
                                OptionalInt.empty(),
                                Optional.of(cause),
                                Optional.empty())
                        .toString())
                .doesNotContain("\u001B")
                .hasSizeLessThan(1000);
    }
}
