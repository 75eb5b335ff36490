package org.eventsource.impl.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of an attempt, as it is divided among addresses. */
class SharedTimeTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT0.3S", "PT1S", "PT10S", "PT30S"})
    void leaves_the_check_of_the_first_address_a_third(Duration whole) {
        assertThat(new SharedTime(whole).checkMillis()).isEqualTo(whole.toMillis() / 3);
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 2", "PT10S, 3", "PT10S, 6", "PT1S, 1", "PT30S, 20"})
    void has_a_turn_for_each_other_address_and_for_the_response(Duration whole, int addresses) {
        SharedTime time = new SharedTime(whole);

        assertThat(time.untilCheck().plusMillis(time.checkMillis() + (long) addresses * time.turnMillis(addresses)))
                .isLessThanOrEqualTo(whole);
    }

    /** The last addresses of many have no turn then, but those before them can be far away. */
    @ParameterizedTest
    @CsvSource({"PT10S, 8, 500", "PT10S, 1000, 500", "PT0S, 1000, 500", "PT1S, 4, 333", "PT0.3S, 2, 100"})
    void has_no_turn_that_is_too_short_for_a_connection(Duration whole, int addresses, int millis) {
        assertThat(new SharedTime(whole).turnMillis(addresses)).isEqualTo(millis);
    }

    @Test
    void has_turns_of_a_socket_however_short_or_long_it_is() {
        assertThat(new SharedTime(Duration.ofNanos(1)).turnMillis(2)).isPositive();
        assertThat(new SharedTime(Duration.ofNanos(1)).checkMillis()).isPositive();
        assertThat(new SharedTime(Duration.ofSeconds(Long.MAX_VALUE)).turnMillis(2))
                .isPositive();
    }
}
