package org.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.FailedEvent;
import org.junit.jupiter.api.Test;

/** Events in logs. */
class EventTextTest {

    private static final HttpHeaders SECRET =
            HttpHeaders.of(Map.of("X-Secret", List.of("secret")), (name, value) -> true);

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
    void a_failure_cuts_and_escapes_what_its_cause_quotes() {
        IOException cause = new IOException("\u001B[2J".repeat(100_000));

        assertThat(FailedEvent.of(MessageEvent.of("tick", "secret"), cause, FailedEvent.Phase.OBSERVER)
                        .toString())
                .doesNotContain("\u001B", "secret")
                .hasSizeLessThan(1000);
    }

    @Test
    void a_failure_to_decode_leaves_out_what_its_cause_quotes() {
        IOException cause = new IOException("no number: secret");

        assertThat(FailedEvent.of(MessageEvent.of("tick", "secret"), cause, FailedEvent.Phase.DECODING))
                .hasToString("FailedEvent[phase=DECODING, cause=java.io.IOException,"
                        + " message=MessageEvent[type=tick, lastEventId=, origin=, 6 characters of data]]");
    }

    @Test
    void a_dead_letter_leaves_out_what_its_cause_quotes() {
        IOException cause = new IOException("no number: secret");

        assertThat(DeadLetterEvent.of(MessageEvent.of("tick", "secret"), cause, 3))
                .hasToString("DeadLetterEvent[attempts=3, cause=java.io.IOException,"
                        + " message=MessageEvent[type=tick, lastEventId=, origin=, 6 characters of data]]");
    }

    @Test
    void an_opening_cuts_and_escapes_the_id_and_leaves_the_headers_out() {
        assertThat(OpenEvent.of(SECRET, "\u001B[2J".repeat(100_000)).toString())
                .doesNotContain("\u001B", "secret")
                .hasSizeLessThan(1000);
    }

    @Test
    void an_error_leaves_headers_and_body_out() {
        ErrorEvent error = ErrorEvent.builder(ErrorKind.STATUS, ReadyState.CLOSED, "the server answered 403")
                .status(403)
                .headers(SECRET)
                .body("secret")
                .build();

        assertThat(error)
                .hasToString("ErrorEvent[kind=STATUS, readyState=CLOSED, reason=the server answered 403,"
                        + " status=OptionalInt[403], cause=Optional.empty, reconnectIn=Optional.empty]");
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
