package org.eventsource.impl.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The delays, and how they grow. */
class ReconnectionTest {

    private static final Duration DAY = Duration.ofHours(24);

    private static Reconnection of(long timeMillis, long maxMillis) {
        return Reconnection.of(Duration.ofMillis(timeMillis), Duration.ofMillis(maxMillis));
    }

    private static List<Long> millis(Reconnection first, int count, Function<Reconnection, Duration> delay) {
        return Stream.iterate(first, Reconnection::failed)
                .limit(count)
                .map(delay)
                .map(Duration::toMillis)
                .toList();
    }

    @Test
    void the_first_delay_is_the_reconnection_time() {
        assertThat(of(3000, 30_000).delay()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void delays_double_with_each_failed_attempt_up_to_the_maximum() {
        assertThat(millis(of(3000, 30_000), 6, Reconnection::delay))
                .containsExactly(3000L, 6000L, 12_000L, 24_000L, 30_000L, 30_000L);
    }

    @Test
    void a_connection_that_proved_to_work_brings_the_first_delay_back() {
        assertThat(of(3000, 30_000).failed().failed().proven().delay()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_new_time_is_where_the_doubling_starts_from() {
        assertThat(of(3000, 30_000).failed().retry(Duration.ofSeconds(1)).delay())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_new_time_lasts_beyond_a_connection_that_proved_to_work() {
        assertThat(of(3000, 30_000).retry(Duration.ofSeconds(1)).proven().delay())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_time_above_the_maximum_is_kept_and_does_not_grow() {
        assertThat(millis(of(60_000, 30_000), 3, Reconnection::delay)).containsExactly(60_000L, 60_000L, 60_000L);
    }

    @Test
    void a_short_time_is_raised_to_a_tenth_of_a_second() {
        assertThat(of(0, 30_000).delay()).isEqualTo(Duration.ofMillis(100));
        assertThat(of(99, 30_000).delay()).isEqualTo(Duration.ofMillis(100));
        assertThat(of(100, 30_000).delay()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void a_short_time_of_the_stream_is_raised_too() {
        assertThat(of(3000, 30_000).retry(Duration.ZERO).delay()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void a_long_time_is_lowered_to_a_day() {
        assertThat(of(3000, 30_000).retry(DAY.plusMillis(1)).delay()).isEqualTo(DAY);
        assertThat(of(3000, 30_000).retry(Duration.ofMillis(Long.MAX_VALUE)).delay())
                .isEqualTo(DAY);
    }

    @Test
    void no_delay_is_longer_than_a_day_whatever_the_maximum() {
        Reconnection reconnection = Reconnection.of(DAY, ChronoUnit.FOREVER.getDuration());

        assertThat(millis(reconnection, 40, Reconnection::delay)).containsOnly(DAY.toMillis());
    }

    @Test
    void a_maximum_under_the_floor_does_not_bring_delays_under_it() {
        assertThat(millis(of(0, 0), 3, Reconnection::delay)).containsExactly(100L, 100L, 100L);
    }

    @Test
    void a_starting_server_is_asked_again_at_a_pace_of_its_own() {
        assertThat(millis(of(60_000, 90_000), 6, Reconnection::startingDelay))
                .containsExactly(250L, 500L, 1000L, 2000L, 3000L, 3000L);
    }

    @ParameterizedTest
    @CsvSource({"100, 50", "8000, 4000", "59999, 29999", "60000, 30000", "60001, 30000", "86400000, 30000"})
    void half_of_any_delay_may_be_added_up_to_thirty_seconds(long delayMillis, long spreadMillis) {
        assertThat(Reconnection.spread(Duration.ofMillis(delayMillis)).toMillis())
                .isEqualTo(spreadMillis);
    }

    @Test
    void failures_without_end_do_not_overflow() {
        assertThat(new Reconnection(Duration.ofMillis(100), DAY, Integer.MAX_VALUE, Reopening.NEVER, Limits.NONE)
                        .failed()
                        .delay())
                .isEqualTo(DAY);
    }

    @Property
    void delays_never_shrink_while_attempts_fail(
            @ForAll @LongRange(min = 0) long time,
            @ForAll @LongRange(min = 0) long max,
            @ForAll @IntRange(max = 60) int failures) {
        Reconnection before = new Reconnection(
                Duration.ofMillis(time), Duration.ofMillis(max), failures, Reopening.NEVER, Limits.NONE);

        assertThat(before.failed().delay()).isGreaterThanOrEqualTo(before.delay());
    }

    @Property
    void a_delay_stays_within_floor_and_day(
            @ForAll @LongRange(min = 0) long time,
            @ForAll @LongRange(min = 0) long max,
            @ForAll @IntRange(max = 60) int failures) {
        Reconnection reconnection = new Reconnection(
                Duration.ofMillis(time), Duration.ofMillis(max), failures, Reopening.NEVER, Limits.NONE);

        assertThat(reconnection.delay()).isBetween(Duration.ofMillis(100), DAY);
    }
}
