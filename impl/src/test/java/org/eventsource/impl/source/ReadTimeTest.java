package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadTimeTest {

    private final ManualTimer timer = new ManualTimer();
    private final ReadTime time = new ReadTime(timer);

    @Test
    void is_that_of_the_first_event_for_all_events_of_a_read() {
        time.read();
        Instant first = time.get();
        timer.advance(Duration.ofSeconds(1));

        assertThat(time.get()).isSameAs(first);
    }

    @Test
    void is_shared_by_reads_within_a_millisecond() {
        time.read();
        Instant first = time.get();
        timer.advance(Duration.ofNanos(999_999));
        time.read();

        assertThat(time.get()).isSameAs(first);
    }

    @Test
    void is_another_for_a_read_a_millisecond_later() {
        time.read();
        Instant first = time.get();
        timer.advance(Duration.ofMillis(1));
        time.read();

        assertThat(time.get()).isEqualTo(first.plusMillis(1));
    }

    @Test
    void is_no_older_than_an_event_before_the_read() {
        time.read();
        Instant first = time.get();
        timer.advance(Duration.ofNanos(1));
        time.forget();
        time.read();

        assertThat(time.get()).isEqualTo(first.plusNanos(1));
    }
}
