package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watchdog on a timer that the test delays, like the timer of a process that was stopped. */
class WatchdogTest implements Timer {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final AtomicInteger barks = new AtomicInteger();
    private final Watchdog watchdog = new Watchdog(this, LIMIT, barks::incrementAndGet);
    private Duration passed = Duration.ZERO;
    private Duration due = Duration.ZERO;
    private Runnable task = () -> {};

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(passed);
    }

    @Override
    public long nanoTime() {
        return Long.MAX_VALUE + passed.toNanos();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable later) {
        due = passed.plus(delay);
        task = later;
        return () -> {};
    }

    /** Moves the time, with every check in time. */
    private void passTo(Duration end) {
        while (due.compareTo(end) <= 0 && barks.get() == 0) {
            passed = due;
            task.run();
        }
        passed = end;
    }

    /** Moves the time while nothing of this process runs. */
    private void standStillTo(Duration end) {
        passed = end;
        task.run();
    }

    @BeforeEach
    void start() {
        watchdog.start();
    }

    @Test
    void barks_when_the_limit_is_reached() {
        passTo(LIMIT.minusNanos(1));
        assertThat(barks).hasValue(0);

        passTo(LIMIT);

        assertThat(barks).hasValue(1);
        assertThat(watchdog.isSilent()).isTrue();
    }

    @Test
    void hears_no_silence_right_after_a_standstill() {
        standStillTo(LIMIT.multipliedBy(3));

        assertThat(watchdog.isSilent()).isFalse();
    }

    /** The last check may be in time by chance. */
    @Test
    void hears_no_silence_right_after_a_standstill_that_ended_just_before_the_limit() {
        standStillTo(LIMIT.minusMillis(1));
        passTo(LIMIT);

        assertThat(barks).hasValue(1);
        assertThat(watchdog.isSilent()).isFalse();
    }

    @Test
    void hears_silence_when_there_was_time_to_read_after_a_standstill() {
        standStillTo(LIMIT.multipliedBy(3));
        assertThat(watchdog.isSilent()).isFalse();
        barks.set(0);

        watchdog.rearm();
        passTo(LIMIT.multipliedBy(3).plusSeconds(1));

        assertThat(barks).hasValue(1);
        assertThat(watchdog.isSilent()).isTrue();
    }

    @Test
    void hears_no_silence_when_something_came_after_a_standstill() {
        standStillTo(LIMIT.multipliedBy(3));
        assertThat(watchdog.isSilent()).isFalse();

        watchdog.reset();

        assertThat(watchdog.isSilent()).isFalse();
    }

    /** Otherwise a process whose checks always come late would never leave a dead server. */
    @Test
    void hears_silence_after_some_standstills_in_a_row() {
        int looks = 0;
        do {
            looks++;
            standStillTo(passed.plus(LIMIT));
        } while (barks.get() == 0 || !watchdogIsSilent());

        assertThat(looks).isBetween(2, 10);
    }

    private boolean watchdogIsSilent() {
        boolean silent = watchdog.isSilent();
        if (!silent) {
            watchdog.rearm();
        }
        return silent;
    }
}
