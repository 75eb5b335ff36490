package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The lines for operators about the connection of one source. */
class ConnectionLogTest extends LoggedSource {

    @BeforeEach
    void logAsAStream() {
        logSettings = new LogSettings("prices", Duration.ofSeconds(10), true);
    }

    /** Returns the lines so far at INFO and above. */
    private List<String> lines() throws Exception {
        settle();
        List<String> lines = new ArrayList<>();
        records.stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.INFO.intValue())
                .forEach(entry -> lines.add(entry.getLevel() + " " + entry.getMessage()));
        return lines;
    }

    private void passUntilNextAttempt() throws Exception {
        passInSteps(nextDelay());
    }

    private static SseHandler oneEventAfter(Gate gate) {
        return speaking(gate, "id: 7\ndata: x\n\n");
    }

    @Nested
    class A_first_connection {

        @Test
        void is_one_line() throws Exception {
            openStream(silentStream(new Gate()));

            assertThat(lines()).containsExactly("INFO prices: open over jdk");
        }

        @Test
        void that_comes_late_says_how_late() throws Exception {
            open(answering(503), answering(503), answering(503), silentStream(new Gate()));
            for (int i = 0; i < 3; i++) {
                passUntilNextAttempt();
            }
            recorder.nextOpen();

            assertThat(lines())
                    .containsExactly(
                            "WARNING prices: not open for 10 s: the server answered 503; next attempt in 11 s",
                            "INFO prices: open over jdk after 21 s and 4 attempts");
        }
    }

    @Nested
    class An_outage {

        /** Opens a stream that is lost after its first event. */
        private EventSource lose(SseHandler... following) throws Exception {
            Gate gate = new Gate();
            EventSource source = openStream(oneEventAfter(gate), following);
            records.clear();
            gate.open();
            recorder.nextMessage();
            return source;
        }

        @Test
        void that_is_short_is_no_line() throws Exception {
            lose(silentStream(new Gate()));
            passUntilNextAttempt();
            recorder.nextOpen();

            assertThat(lines()).isEmpty();
        }

        @Test
        void is_a_warning_after_ten_seconds_after_ten_minutes_and_each_hour() throws Exception {
            lose(answering(503));
            Duration end = Duration.ofMinutes(135);
            for (Duration passed = Duration.ZERO; passed.compareTo(end) < 0; ) {
                Duration delay = nextDelay();
                passInSteps(delay);
                passed = passed.plus(delay);
            }
            nextDelay();

            assertThat(lines())
                    .extracting(line -> line.replaceFirst("(attempt).*", "$1"))
                    .containsExactly(
                            "WARNING prices: not open for 10 s: the server answered 503; next attempt",
                            "WARNING prices: not open for 10 min 10 s: the server answered 503; next attempt",
                            "WARNING prices: not open for 1 h 10 min: the server answered 503; next attempt",
                            "WARNING prices: not open for 2 h 10 min: the server answered 503; next attempt");
        }

        @Test
        void that_was_warned_of_ends_with_a_line_that_says_how_long_and_from_where() throws Exception {
            lose(answering(503), answering(503), silentStream(new Gate()));
            for (int i = 0; i < 3; i++) {
                passUntilNextAttempt();
            }
            recorder.nextOpen();

            assertThat(lines())
                    .containsExactly(
                            "WARNING prices: not open for 10 s: the server answered 503; next attempt in 11 s",
                            "INFO prices: open again after 21 s and 3 attempts, resumed after the id 7");
        }

        @Test
        void that_was_warned_of_before_a_pause_ends_with_a_line_after_it() throws Exception {
            Gate second = new Gate();
            EventSource source = lose(answering(503), answering(503), oneEventAfter(second), silentStream(new Gate()));
            passUntilNextAttempt();
            passUntilNextAttempt();
            source.pause();
            passUntilNextAttempt();
            source.resume();
            recorder.nextOpen();
            second.open();
            recorder.nextMessage();
            passUntilNextAttempt();
            recorder.nextOpen();

            assertThat(lines())
                    .extracting(line -> line.replaceFirst(" after .* attempt", " after … attempt"))
                    .containsExactly(
                            "WARNING prices: not open for 10 s: the server answered 503; next attempt in 11 s",
                            "INFO prices: open again after … attempt, resumed after the id 7");
        }

        @Test
        void names_an_attempt_that_is_under_way() throws Exception {
            lose(silent());
            passUntilNextAttempt();
            passInSteps(Duration.ofSeconds(7));

            assertThat(lines())
                    .containsExactly("WARNING prices: not open for 10 s: the server ended the stream;"
                            + " attempt 1 is under way");
        }

        @Test
        void is_not_warned_of_after_the_application_closed_the_source() throws Exception {
            EventSource source = lose(answering(503));
            nextDelay();
            source.close();
            pass(Duration.ofHours(2));

            assertThat(lines()).isEmpty();
        }

        @Test
        void is_not_warned_of_where_that_is_switched_off() throws Exception {
            logSettings = new LogSettings("prices", Duration.ZERO, true);
            lose(answering(503));
            for (int i = 0; i < 5; i++) {
                passUntilNextAttempt();
            }
            nextDelay();

            assertThat(lines()).isEmpty();
        }

        @Test
        void has_each_failure_once_in_the_debug_log() throws Exception {
            java.util.logging.Logger logger = java.util.logging.Logger.getLogger(LogSettings.LOGGER_NAME);
            logger.setLevel(Level.FINE);
            try {
                lose(answering(503));
                passUntilNextAttempt();
                nextDelay();
            } finally {
                logger.setLevel(null);
            }

            assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .containsExactly(
                            "prices: the server ended the stream; next attempt in 3 s",
                            "prices: the server answered 503; next attempt in 6 s");
        }
    }

    @Nested
    class A_close {

        @Test
        void for_good_is_a_warning() throws Exception {
            open(answering(403));
            recorder.nextError();

            assertThat(lines()).containsExactly("WARNING prices: closed for good: the server answered 403");
        }

        @Test
        void that_the_server_wished_is_no_warning() throws Exception {
            open(answering(204));
            recorder.nextError();

            assertThat(lines()).containsExactly("INFO prices: closed for good: the server answered 204");
        }

        @Test
        void for_a_time_says_until_when_and_its_end_is_a_line() throws Exception {
            reopenAfter = Duration.ofMinutes(5);
            open(answering(403), silentStream(new Gate()));
            passUntilNextAttempt();
            recorder.nextOpen();

            assertThat(lines())
                    .containsExactly(
                            "WARNING prices: closed: the server answered 403; it is opened again in 30 s",
                            "INFO prices: open over jdk after 30 s and 2 attempts");
        }

        @Test
        void for_the_same_reason_again_is_no_new_warning() throws Exception {
            reopenAfter = Duration.ofMinutes(5);
            open(answering(403), answering(403), answering(401));
            passUntilNextAttempt();
            passUntilNextAttempt();
            recorder.nextError();

            assertThat(lines())
                    .containsExactly(
                            "WARNING prices: closed: the server answered 403; it is opened again in 30 s",
                            "WARNING prices: closed: the server answered 401; it is opened again in 2 min");
        }

        @Test
        void for_reasons_in_turn_is_one_warning_for_each() throws Exception {
            reopenAfter = Duration.ofMinutes(5);
            open(answering(403), answering(401), answering(403));
            passUntilNextAttempt();
            passUntilNextAttempt();
            recorder.nextError();

            assertThat(lines())
                    .containsExactly(
                            "WARNING prices: closed: the server answered 403; it is opened again in 30 s",
                            "WARNING prices: closed: the server answered 401; it is opened again in 1 min");
        }
    }

    @Nested
    class A_source_of_the_application {

        @BeforeEach
        void isOfTheApplication() {
            logSettings = LogSettings.ofApplication("http://a/prices");
        }

        @Test
        void without_a_listener_for_errors_writes_what_operators_read() throws Exception {
            server.on("/", answering(404));
            openUnheard(executor);
            awaitThat(() -> !lines().isEmpty());

            assertThat(lines()).containsExactly("WARNING http://a/prices: closed for good: the server answered 404");
        }

        @Test
        void without_a_listener_for_errors_warns_that_it_cannot_connect() throws Exception {
            server.on("/", silent());
            openUnheard(executor);
            awaitThat(() -> attempts.get() == 1);
            pass(Duration.ofSeconds(10));

            assertThat(lines()).element(0).asString().startsWith("WARNING http://a/prices: not open for 10 s: no ");
        }

        @Test
        void with_a_listener_for_errors_writes_nothing_above_debug() throws Exception {
            open(answering(503), answering(503), answering(503), silentStream(new Gate()));
            for (int i = 0; i < 3; i++) {
                passUntilNextAttempt();
            }
            recorder.nextOpen();

            assertThat(lines()).isEmpty();
        }

        @Test
        void whose_listener_for_errors_was_removed_writes_again() throws Exception {
            server.on("/", answering(503), answering(404));
            org.eventsource.EventListener<ErrorEvent> listener = error -> {};
            listeners.add(ErrorEvent.class, listener);
            EventSource source = openUnheard(executor);
            awaitThat(() -> !timer.isIdle() && attempts.get() == 1);
            source.removeEventListener(ErrorEvent.class, listener);
            awaitThat(() -> {
                pass(Duration.ofSeconds(3));
                return source.readyState() == org.eventsource.ReadyState.CLOSED;
            });

            assertThat(lines()).last().asString().endsWith("closed for good: the server answered 404");
        }
    }
}
