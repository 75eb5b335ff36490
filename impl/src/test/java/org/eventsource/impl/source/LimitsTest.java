package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.state.Failure;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When a source gives up, also while it is paused, and when it begins. */
class LimitsTest extends LoggedSource {

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
                    .isEqualTo("gave up after 10 s without a connection (giveUpAfter): no answer to the first attempt"
                            + " yet");
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

        @Test
        void is_not_over_when_the_process_stood_still() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            open(answering(503), silentStream(new Gate()));
            nextDelay();
            standStill(Duration.ofHours(1));

            recorder.nextOpen();
        }

        @Test
        void is_over_when_the_process_stood_still_and_the_server_is_away() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            EventSource source = open(answering(503));
            nextDelay();
            standStill(Duration.ofHours(1));
            nextDelay();
            pass(Duration.ofSeconds(10));

            assertThat(lastError().reason())
                    .isEqualTo("gave up after 10 s without a connection (giveUpAfter): the server answered 503");
            assertOver(source);
        }

        /** Otherwise a process whose timer is always late would never give up. */
        @Test
        void is_over_though_the_process_stands_still_again_and_again() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            connectTimeout = Duration.ZERO;
            EventSource source = open(silent());
            server.nextRequest();
            for (int i = 0; i < 7; i++) {
                standStill(Duration.ofHours(1));
            }

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
            assertOver(source);
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

    /** The server is not asked before the store has answered. */
    @Nested
    class A_store_that_is_away {

        private final AtomicInteger away = new AtomicInteger();
        private final Gate asked = new Gate();

        /** What a load waits for. */
        private volatile Gate answer = openGate();

        @BeforeEach
        void keepACursor() {
            cursor = new CursorUse(
                    new CursorStore() {
                        @Override
                        public Optional<String> load(String stream) throws Exception {
                            asked.open();
                            answer.await();
                            if (away.getAndDecrement() > 0) {
                                throw new IOException("the store is away");
                            }
                            return Optional.of("7");
                        }

                        @Override
                        public void save(String stream, String lastEventId) {}
                    },
                    "orders");
        }

        @Test
        void is_no_failed_attempt() throws Exception {
            maxAttempts = 1;
            away.set(3);
            open(silentStream(new Gate()));
            for (int i = 0; i < 3; i++) {
                pass(nextDelay());
            }

            assertThat(recorder.nextOpen().lastEventId()).isEqualTo("7");
        }

        @Test
        void begins_no_new_row_of_failed_attempts() throws Exception {
            maxAttempts = 2;
            open(answering(503));
            Duration delay = nextDelay();
            away.set(1);
            pass(delay);
            pass(nextDelay());
            ErrorEvent last = recorder.nextError();

            assertThat(last.reason())
                    .isEqualTo("gave up after 2 failed attempts in a row (maxAttempts): the server answered 503");
        }

        @Test
        void is_no_outage_of_the_server() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            away.set(5);
            open(silentStream(new Gate()));
            for (int i = 0; i < 5; i++) {
                pass(nextDelay());
            }

            recorder.nextOpen();
        }

        @Test
        void is_followed_by_the_whole_time_of_an_outage() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            away.set(1);
            EventSource source = open(answering(503));
            pass(nextDelay());
            nextDelay();
            pass(Duration.ofMillis(9999));
            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
            pass(Duration.ofMillis(1));

            assertThat(recorder.nextError().reason())
                    .isEqualTo("gave up after 10 s without a connection (giveUpAfter): the server answered 503");
            assertOver(source);
        }

        @Test
        void is_no_outage_while_it_hangs() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            connectTimeout = Duration.ZERO;
            answer = new Gate();
            EventSource source = openThatMayBlock(silent());
            asked.await();
            pass(Duration.ofHours(1));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertNothingHeard();
            answer.open();
            server.nextRequest();
            pass(giveUpAfter);

            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.TIMEOUT);
        }

        @Test
        void is_named_by_the_attempts_that_it_holds_up() throws Exception {
            maxAttempts = 1;
            answer = new Gate();
            openThatMayBlock(silentStream(new Gate()));
            asked.await();
            pass(connectTimeout);
            ErrorEvent first = recorder.nextError();
            pass(first.reconnectIn().orElseThrow());
            ErrorEvent second = recorder.nextError();
            answer.open();

            assertThat(List.of(first.kind(), second.kind())).containsOnly(ErrorKind.CURSOR);
            assertThat(first.reason()).isEqualTo("the store of the cursor has not answered within 10 s");
            assertThat(second.reason()).isEqualTo("the store of the cursor has not answered since an earlier attempt");
            assertThat(second.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void is_asked_again_by_a_source_that_sends_one_request() throws Exception {
            reconnects = false;
            away.set(1);
            open(answering(503));
            pass(nextDelay());
            ErrorEvent last = recorder.nextError();

            assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(last.status()).hasValue(503);
        }
    }

    @Nested
    class A_message_that_cannot_be_handled {

        @Test
        void is_no_failed_attempt() throws Exception {
            maxAttempts = 1;
            reopenAfter = Duration.ofMinutes(5);
            handler = (cursor, settled, delivers) -> new MessageHandler() {
                @Override
                public Outcome handle(MessageEvent message, String position) {
                    return new Outcome.Ended(Failure.of(ErrorKind.OBSERVER, "observers have failed"));
                }

                @Override
                public Outcome move(String position) {
                    return Outcome.DONE;
                }

                @Override
                public Outcome again() {
                    return Outcome.DONE;
                }
            };
            openStream(inTurn(streaming("data: x\n\n"), leaving(new Gate())));
            ErrorEvent error = recorder.nextError();

            assertThat(error.reason()).isEqualTo("observers have failed");
            assertThat(error.reconnectIn()).hasValue(Duration.ofSeconds(30));
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
        void may_be_longer_than_any_date() throws Exception {
            initialDelay = ChronoUnit.FOREVER.getDuration();
            EventSource source = open(silentStream(new Gate()));
            settle();

            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertNothingHeard();
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

    @Nested
    class A_paused_source {

        private EventSource pausedAfterLoss(SseHandler... following) throws Exception {
            Gate end = new Gate();
            EventSource source = openStream(speaking(end, ""), following);
            source.pause();
            end.open();
            nextDelay();
            return source;
        }

        @Test
        void does_not_give_up_before_its_next_attempt_is_due() throws Exception {
            giveUpAfter = Duration.ofSeconds(1);
            EventSource source = pausedAfterLoss(silentStream(new Gate()));
            pass(Duration.ofHours(1));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            source.resume();

            recorder.nextOpen();
        }

        @Test
        void does_not_give_up_when_its_outage_was_nearly_over() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            EventSource source = open(answering(503));
            pass(nextDelay());
            pass(nextDelay());
            nextDelay();
            pass(Duration.ofMillis(999));
            source.pause();
            pass(Duration.ofMillis(1));

            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertNothingHeard();
        }

        @Test
        void has_the_whole_time_when_it_is_resumed() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            EventSource source = open(answering(503));
            pass(nextDelay());
            pass(nextDelay());
            nextDelay();
            source.pause();
            pass(Duration.ofMillis(500));
            source.resume();
            pass(Duration.ofMillis(9999));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertNothingHeard();
            pass(Duration.ofMillis(1));

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
            assertOver(source);
        }

        @Test
        void has_the_whole_time_when_its_outage_would_have_been_over() throws Exception {
            giveUpAfter = Duration.ofSeconds(2);
            EventSource source = pausedAfterLoss(answering(503));
            pass(Duration.ofMillis(2500));
            source.resume();
            pass(Duration.ofMillis(500));
            nextDelay();
            pass(Duration.ofMillis(1499));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            pass(Duration.ofMillis(1));

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
            assertOver(source);
        }

        @Test
        void does_not_give_up_an_attempt_that_hangs() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            connectTimeout = Duration.ZERO;
            EventSource source = open(silent());
            server.nextRequest();
            source.pause();
            pass(Duration.ofHours(1));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            source.resume();
            pass(giveUpAfter);

            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.TIMEOUT);
        }

        @Test
        void does_not_give_up_while_it_waits_to_be_opened_again() throws Exception {
            giveUpAfter = Duration.ofSeconds(10);
            reopenAfter = Duration.ofMinutes(5);
            EventSource source = open(answering(403), silentStream(new Gate()));
            nextDelay();
            source.pause();
            pass(Duration.ofHours(1));
            source.resume();

            recorder.nextOpen();
        }

        @Test
        void does_not_give_up_if_the_end_of_its_outage_waits_for_a_listener() throws Exception {
            giveUpAfter = Duration.ofSeconds(1);
            EventSource source = pausedAfterLoss(silentStream(new Gate()));
            Gate end = holdExecutor();
            timer.advance(Duration.ofSeconds(1));
            source.resume();
            end.open();
            settle();

            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void gives_up_after_the_whole_time_though_a_listener_runs_meanwhile() throws Exception {
            giveUpAfter = Duration.ofSeconds(1);
            EventSource source = pausedAfterLoss(silentStream(new Gate()));
            pass(Duration.ofSeconds(1));
            Gate end = holdExecutor();
            source.resume();
            timer.advance(Duration.ofSeconds(1));
            end.open();

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
            assertOver(source);
        }

        @Test
        void counts_an_attempt_that_was_running_when_it_was_paused() throws Exception {
            maxAttempts = 1;
            Gate paused = new Gate();
            EventSource source = open(after(paused, answering(503)));
            server.nextRequest();
            source.pause();
            paused.open();

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
            assertOver(source);
        }

        @Test
        void counts_no_loss_of_its_stream_as_an_attempt() throws Exception {
            maxAttempts = 1;
            EventSource source = pausedAfterLoss(silentStream(new Gate()));
            pass(Duration.ofHours(1));
            source.resume();

            recorder.nextOpen();
        }
    }
}
