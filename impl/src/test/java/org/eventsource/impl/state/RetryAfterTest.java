package org.eventsource.impl.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Retry-After} in all its formats. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    private static Optional<Duration> parse(String value) {
        return RetryAfter.parse(value, NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"120", " 120 ", "000120", "000000000000000120"})
    void says_seconds(String value) {
        assertThat(parse(value)).contains(Duration.ofMinutes(2));
    }

    @Test
    void says_zero_seconds() {
        assertThat(parse("0")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                " Sun, 06 Nov 1994 08:49:37 GMT "
            })
    void says_a_date(String value) {
        assertThat(parse(value)).contains(Duration.ofSeconds(37));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 16 Nov 2025 08:49:00 GMT", "Sunday, 16-Nov-25 08:49:00 GMT", "Sun Nov 16 08:49:00 2025"})
    void says_a_date_of_this_century(String value) {
        assertThat(RetryAfter.parse(value, Instant.parse("2025-11-16T08:48:00Z")))
                .contains(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:48:59 GMT",
                "Sunday, 06-Nov-94 08:48:59 GMT",
                "Sun Nov  6 08:48:59 1994",
                "Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void that_lies_in_the_past_is_no_time_at_all(String value) {
        assertThat(parse(value)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999999", "9999999999999999999", "99999999999999999999999999999999999999"})
    void may_be_huge(String value) {
        assertThat(parse(value)).hasValueSatisfying(time -> assertThat(time).isGreaterThan(Duration.ofHours(24)));
    }

    @Test
    void may_be_a_date_that_is_far() {
        assertThat(parse("Fri, 31 Dec 9999 23:59:59 GMT"))
                .hasValueSatisfying(time -> assertThat(time).isGreaterThan(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1s",
                "0x10",
                "١٢٠",
                "soon",
                "Sun, 06 Nov 1994",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "1994-11-06T08:49:37Z"
            })
    void says_nothing_if_it_is_neither(String value) {
        assertThat(parse(value)).isEmpty();
    }
}
