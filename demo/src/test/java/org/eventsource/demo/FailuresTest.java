package org.eventsource.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final Failures failures = new Failures();

    @Test
    void tellARepeatedFailureOnce() {
        assertThat(failures.news(connecting("refused", 3000)))
                .contains("no connection: refused; reconnecting in 3.0 s");
        assertThat(failures.news(connecting("refused", 6100))).isEmpty();
        assertThat(failures.news(connecting("unknown host", 12000))).isPresent();
        assertThat(failures.news(connecting("refused", 12000))).isPresent();
    }

    @Test
    void areNewsAgainAfterAConnection() {
        failures.over();
        assertThat(failures.news(connecting("ended", 0))).contains("connection lost: ended; reconnecting in 0.0 s");
        failures.over();
        assertThat(failures.news(connecting("ended", 0))).isPresent();
    }

    @Test
    void tellOfTheEnd() {
        assertThat(failures.news(ErrorEvent.of(ReadyState.CLOSED, "status 404")))
                .contains("closed for good: status 404");
    }

    private static ErrorEvent connecting(String reason, long millis) {
        return ErrorEvent.of(
                ReadyState.CONNECTING,
                reason,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(millis)));
    }
}
