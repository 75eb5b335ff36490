package org.eventsource.impl.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.junit.jupiter.api.Test;

class FailureTest {

    private static final HttpHeaders HEADERS =
            HttpHeaders.of(Map.of("X-Secret", List.of("secret")), (name, value) -> true);

    private static final Failure REFUSED =
            Failure.of(ErrorKind.STATUS, "refused", 403).with(new Answer(Optional.of(HEADERS), Optional.of("secret")));

    @Test
    void is_an_event_with_all_it_has() {
        Throwable cause = new IllegalStateException("on purpose");
        Failure failure = new Failure(
                ErrorKind.CONTENT,
                "failed",
                OptionalInt.of(200),
                Optional.of(cause),
                new Answer(Optional.of(HEADERS), Optional.of("body")));
        ErrorEvent event = failure.event(ReadyState.CONNECTING, Optional.of(Duration.ofSeconds(3)));

        assertThat(event)
                .isEqualTo(ErrorEvent.builder(ErrorKind.CONTENT, ReadyState.CONNECTING, "failed")
                        .status(200)
                        .cause(cause)
                        .reconnectIn(Duration.ofSeconds(3))
                        .build());
        assertThat(event.headers()).hasValue(HEADERS);
        assertThat(event.body()).hasValue("body");
    }

    @Test
    void is_an_event_with_no_more_than_it_has() {
        ErrorEvent event = Failure.of(ErrorKind.LOST, "lost").event(ReadyState.CLOSED, Optional.empty());

        assertThat(event).isEqualTo(ErrorEvent.of(ReadyState.CLOSED, "lost"));
        assertThat(event.headers()).isEmpty();
        assertThat(event.body()).isEmpty();
    }

    @Test
    void shows_nothing_of_the_answer() {
        assertThat(REFUSED.toString()).doesNotContain("secret");
    }
}
