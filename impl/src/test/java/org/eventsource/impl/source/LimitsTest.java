package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When a source gives up, and when it begins. */
class LimitsTest extends SourceOnManualTime {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Log log = new Log(records::add);

    @AfterEach
    void closeLog() {
        log.close();
    }

    private List<String> warnings() throws Exception {
        settle();
        return records.stream()
                .filter(entry -> entry.getLevel() == Level.WARNING)
                .map(LogRecord::getMessage)
                .toList();
    }

    @Nested
    class Failed_attempts_in_a_row {

        @Test
        void end_the_source_when_there_are_as_many_as_allowed() throws Exception {
            maxAttempts = 2;
            logSettings = new LogSettings("prices", Duration.ZERO, true);
            EventSource source = open(answering(503));
            pass(nextDelay());
            ErrorEvent last = recorder.nextError();

            assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(last.reason())
                    .isEqualTo("gave up after 2 failed attempts in a row (maxAttempts): the server answered 503");
            assertThat(last.kind()).isEqualTo(ErrorKind.STATUS);
            assertThat(last.status()).hasValue(503);
            assertThat(last.reconnectIn()).isEmpty();
            assertThat(warnings()).containsExactly("prices: closed for good: " + last.reason());
            assertOver(source);
        }

        @Test
        void are_counted_anew_after_a_stream_was_open() throws Exception {
            maxAttempts = 2;
            open(answering(503), speaking(openGate(), ""), answering(503), answering(503));
            pass(nextDelay());
            recorder.nextOpen();
            pass(nextDelay());
            pass(nextDelay());

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(attempts).hasValue(4);
        }

        @Test
        void do_not_count_while_the_server_may_be_starting() throws Exception {
            maxAttempts = 1;
            startupGrace = Duration.ofSeconds(60);
            open(answering(404));
            for (int i = 0; i < 3; i++) {
                pass(nextDelay());
            }

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void count_the_attempts_to_open_a_closed_source_again() throws Exception {
            maxAttempts = 2;
            reopenAfter = Duration.ofMinutes(5);
            EventSource source = open(answering(403));
            pass(nextDelay());
            ErrorEvent last = recorder.nextError();

            assertThat(last.reason())
                    .isEqualTo("gave up after 2 failed attempts in a row (maxAttempts): the server answered 403");
            assertThat(last.reconnectIn()).isEmpty();
            assertOver(source);
        }
    }

    private static Gate openGate() {
        Gate gate = new Gate();
        gate.open();
        return gate;
    }

    @Nested
    class An_outage {

        @Test
        void ends_the_source_when_it_is_as_long_as_allowed() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            EventSource source = open(answering(503));
            pass(nextDelay());
            nextDelay();
            pass(Duration.ofSeconds(6));
            pass(Duration.ofMillis(999));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            ErrorEvent third = recorder.nextError();
            assertThat(third.readyState()).isEqualTo(ReadyState.CONNECTING);
            pass(Duration.ofMillis(1));
            ErrorEvent last = recorder.nextError();

            assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(last.reason())
                    .isEqualTo("gave up after 10 s without a connection (giveUpAfter): the server answered 503");
            assertThat(last.status()).hasValue(503);
            assertOver(source);
        }

        @Test
        void of_an_attempt_that_hangs_ends_the_source_too() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            connectTimeout = Duration.ZERO;
            Gate left = new Gate();
            open(leaving(left));
            server.nextRequest();
            pass(Duration.ofSeconds(10));
            ErrorEvent last = recorder.nextError();

            assertThat(last.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(last.reason())
                    .isEqualTo(
                            "gave up after 10 s without a connection (giveUpAfter): no answer to the first attempt yet");
            left.await();
        }

        @Test
        void begins_with_the_loss_of_the_stream() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            Gate end = new Gate();
            EventSource source = open(speaking(end, ""), answering(503));
            recorder.nextOpen();
            pass(Duration.ofHours(1));
            end.open();
            pass(nextDelay());
            nextDelay();
            pass(Duration.ofMillis(5999));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            pass(Duration.ofSeconds(4));

            assertThat(lastError().readyState()).isEqualTo(ReadyState.CLOSED);
        }

        private ErrorEvent lastError() throws Exception {
            ErrorEvent error = recorder.nextError();
            return error.readyState() == ReadyState.CLOSED ? error : lastError();
        }

        @Test
        void is_not_over_before_the_grace_of_a_server_that_starts() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            startupGrace = Duration.ofSeconds(60);
            connectTimeout = Duration.ZERO;
            EventSource source = open(silent());
            server.nextRequest();
            pass(Duration.ofMillis(59_999));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            pass(Duration.ofMillis(1));

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void ends_a_source_that_waits_to_be_opened_again() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            reopenAfter = Duration.ofMinutes(5);
            EventSource source = open(answering(403));
            nextDelay();
            pass(Duration.ofSeconds(10));
            ErrorEvent last = recorder.nextError();

            assertThat(last.reconnectIn()).isEmpty();
            assertOver(source);
        }
    }

    @Nested
    class An_initial_delay {

        @Test
        void comes_before_the_first_attempt() throws Exception {
            initialDelay = Duration.ofSeconds(5);
            random = () -> 0.999;
            EventSource source = open(silentStream(new Gate()));
            settle();
            pass(Duration.ofMillis(4999));
            assertThat(attempts).hasValue(0);
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            pass(Duration.ofMillis(1));

            recorder.nextOpen();
        }

        @Test
        void is_no_part_of_the_outage_and_of_the_grace() throws Exception {
            initialDelay = Duration.ofMinutes(10);
            giveUpAfter = Duration.ofSeconds(10);
            startupGrace = Duration.ofSeconds(60);
            open(answering(404));
            settle();
            pass(initialDelay);

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void ends_with_a_close() throws Exception {
            initialDelay = Duration.ofSeconds(5);
            EventSource source = open(silentStream(new Gate()));
            settle();
            source.close();

            assertOver(source);
            assertThat(attempts).hasValue(0);
        }
    }
}
