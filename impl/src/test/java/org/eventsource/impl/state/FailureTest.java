package org.eventsource.impl.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void has_a_reason() {
        assertThat(Failure.of("lost")).isEqualTo(new Failure("lost", OptionalInt.empty(), Optional.empty()));
    }

    @Test
    void may_have_a_status() {
        assertThat(Failure.of("refused", 404)).isEqualTo(new Failure("refused", OptionalInt.of(404), Optional.empty()));
    }

    @Test
    void may_have_a_cause() {
        Throwable cause = new IllegalStateException("on purpose");

        assertThat(Failure.of("failed", cause))
                .isEqualTo(new Failure("failed", OptionalInt.empty(), Optional.of(cause)));
    }
}
