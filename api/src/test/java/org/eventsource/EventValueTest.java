package org.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Events as values. */
class EventValueTest {

    private static final HttpHeaders HEADERS = HttpHeaders.of(Map.of("X-A", List.of("1")), (name, value) -> true);

    private static ErrorEvent.Builder refused() {
        return ErrorEvent.builder(ErrorKind.STATUS, ReadyState.CLOSED, "refused");
    }

    @Test
    void an_error_has_what_it_was_built_with() {
        IOException cause = new IOException("by the test");
        ErrorEvent error = ErrorEvent.builder(ErrorKind.CONTENT, ReadyState.CONNECTING, "no stream")
                .status(200)
                .cause(cause)
                .reconnectIn(Duration.ofSeconds(3))
                .headers(HEADERS)
                .body("{}")
                .build();

        assertThat(error.kind()).isEqualTo(ErrorKind.CONTENT);
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        assertThat(error.reason()).isEqualTo("no stream");
        assertThat(error.status()).hasValue(200);
        assertThat(error.cause()).hasValue(cause);
        assertThat(error.reconnectIn()).hasValue(Duration.ofSeconds(3));
        assertThat(error.headers()).hasValue(HEADERS);
        assertThat(error.body()).hasValue("{}");
    }

    @Test
    void an_error_keeps_all_of_it_for_another_target() {
        ErrorEvent error = refused().status(403).headers(HEADERS).body("{}").build();
        ErrorEvent untargeted = error.withTarget(null);

        assertThat(untargeted).isEqualTo(error);
        assertThat(untargeted.headers()).hasValue(HEADERS);
        assertThat(untargeted.body()).hasValue("{}");
        assertThat(untargeted.timeStamp()).isEqualTo(error.timeStamp());
    }

    @Test
    void an_error_without_a_kind_is_LOST() {
        assertThat(ErrorEvent.of(ReadyState.CLOSED, "x").kind()).isEqualTo(ErrorKind.LOST);
        assertThat(ErrorEvent.of(ReadyState.CLOSED, "x", OptionalInt.empty(), Optional.empty(), Optional.empty())
                        .kind())
                .isEqualTo(ErrorKind.LOST);
    }

    @Test
    void errors_are_equal_whatever_headers_and_body_they_have() {
        assertThat(refused().headers(HEADERS).body("a").build())
                .isEqualTo(refused().build())
                .hasSameHashCodeAs(refused().build());
    }

    @Test
    void errors_of_different_kinds_are_different() {
        assertThat(refused().build()).isNotEqualTo(ErrorEvent.of(ReadyState.CLOSED, "refused"));
    }

    @Test
    void an_error_has_a_reason_and_no_negative_delay() {
        assertThatThrownBy(() -> ErrorEvent.builder(ErrorKind.LOST, ReadyState.CLOSED, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason: empty");
        assertThatThrownBy(() -> refused().reconnectIn(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reconnectIn: negative: PT-0.001S");
    }

    @Test
    void openings_are_equal_if_they_resume_after_the_same_id() {
        assertThat(OpenEvent.of(HEADERS, "7").withTarget(null).headers()).isEqualTo(HEADERS);
        assertThat(OpenEvent.of(HEADERS, "")).isEqualTo(OpenEvent.of()).hasSameHashCodeAs(OpenEvent.of());
        assertThat(OpenEvent.of(HEADERS, "7")).isNotEqualTo(OpenEvent.of());
    }
}
