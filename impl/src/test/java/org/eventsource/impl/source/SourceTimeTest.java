package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times of a source: delays, time-outs and time stamps. */
class SourceTimeTest extends SourceOnManualTime {

    /** Collects the announced times of attempts. */
    private static final class Announcements implements ConnectionMonitor {

        private final List<Instant> next = new CopyOnWriteArrayList<>();

        @Override
        public void attempting(int attempt) {}

        @Override
        public void waiting(Instant nextAttempt) {
            next.add(nextAttempt);
        }

        @Override
        public void paused() {}

        @Override
        public void busy() {}

        @Override
        public void opened(Instant since, Duration took) {}

        @Override
        public void read(int bytes) {}
    }

    @Nested
    class Delays {

        @Test
        void end_with_an_attempt_and_not_before() throws Exception {
            open(answering(503));
            nextDelay();
            passMillis(2999);
            assertThat(attempts).hasValue(1);
            passMillis(1);

            assertThat(attempts).hasValue(2);
        }

        @Test
        void double_up_to_the_maximum() throws Exception {
            open(answering(503));

            for (int seconds : new int[] {3, 6, 12, 24, 30, 30}) {
                assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(seconds));
                pass(Duration.ofSeconds(seconds));
            }
        }

        @Test
        void are_short_again_after_an_event() throws Exception {
            open(answering(503), answering(503), streaming("data: x\n\n"));
            pass(nextDelay());
            pass(nextDelay());
            recorder.nextOpen();
            recorder.nextMessage();

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(3));
        }

        @Test
        void are_short_again_after_a_minute_of_silence() throws Exception {
            Gate end = new Gate();
            open(answering(503), speaking(end, ""));
            pass(nextDelay());
            recorder.nextOpen();
            pass(Duration.ofMinutes(1));
            end.open();

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(3));
        }

        @Test
        void grow_after_a_connection_that_was_too_short_to_prove_anything() throws Exception {
            Gate end = new Gate();
            open(answering(503), speaking(end, ": only a comment\n\nid: 1\n\n"));
            pass(nextDelay());
            recorder.nextOpen();
            passMillis(59_999);
            end.open();

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(6));
        }

        @Test
        void grow_after_a_connection_on_which_only_the_application_spoke() throws Exception {
            Gate end = new Gate();
            EventSource source = open(answering(503), speaking(end, ""));
            pass(nextDelay());
            recorder.nextOpen();
            source.dispatchEvent(MessageEvent.of("message", ""));
            recorder.nextMessage();
            end.open();

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(6));
        }

        @Test
        void are_announced_once() throws Exception {
            Announcements announcements = new Announcements();
            monitor = announcements;
            open(answering(503));
            nextDelay();

            assertThat(announcements.next).containsExactly(ManualTimer.START.plusSeconds(3));
        }

        @Test
        void are_spread_by_up_to_half() throws Exception {
            random = () -> 0.5;
            open(answering(503));

            assertThat(nextDelay()).isEqualTo(Duration.ofMillis(3750));
            passMillis(3749);
            assertThat(attempts).hasValue(1);
        }

        @Test
        void that_a_response_asks_for_are_spread_above_the_maximum() throws Exception {
            random = () -> 0.5;
            open(answering(503, "Retry-After: 40"));

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(50));
        }

        @Test
        void are_what_a_stream_has_said_from_then_on() throws Exception {
            open(streaming("retry: 500\ndata: x\n\n"), streaming("data: x\n\n"));
            for (int i = 0; i < 2; i++) {
                recorder.nextOpen();
                recorder.nextMessage();
                assertThat(nextDelay()).isEqualTo(Duration.ofMillis(500));
                passMillis(500);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "Sun, 22 Nov 2026 09:00:07 GMT"})
        void are_what_a_response_asks_for(String retryAfter) throws Exception {
            open(answering(503, "Retry-After: " + retryAfter), silent());

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(7));
            passMillis(6999);
            assertThat(attempts).hasValue(1);
            passMillis(1);
            assertThat(attempts).hasValue(2);
        }

        @Test
        void that_a_response_asks_for_are_those_of_one_attempt_alone() throws Exception {
            open(answering(503, "Retry-After: 20"), streaming("data: x\n\n"), silent());
            pass(nextDelay());
            recorder.nextOpen();
            recorder.nextMessage();

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(3));
        }

        @Test
        void are_those_of_a_starting_server_until_it_was_there() throws Exception {
            startupGrace = Duration.ofMinutes(1);
            SseHandler notFound = answering(404);
            open(notFound, notFound, notFound, notFound, notFound, notFound, streaming("data: x\n\n"));
            for (int millis : new int[] {250, 500, 1000, 2000, 3000, 3000}) {
                assertThat(nextDelay()).isEqualTo(Duration.ofMillis(millis));
                passMillis(millis);
            }
            recorder.nextOpen();
            recorder.nextMessage();

            assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(3));
        }

        @Test
        void of_a_starting_server_end_with_the_grace() throws Exception {
            startupGrace = Duration.ofMinutes(1);
            open(answering(404));
            while (timer.now().isBefore(ManualTimer.START.plusSeconds(60))) {
                pass(nextDelay());
            }

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void of_a_starting_server_do_not_end_while_the_process_stands_still() throws Exception {
            startupGrace = Duration.ofMinutes(1);
            open(answering(404));
            nextDelay();
            standStill(Duration.ofHours(1));

            assertThat(nextDelay()).isEqualTo(Duration.ofMillis(500));
        }

        @Test
        void after_the_loss_of_a_connection_that_worked_grow_as_usual_while_404_is_tried_again() throws Exception {
            startupGrace = Duration.ofMinutes(1);
            Gate gate = new Gate();
            openStream(speaking(gate, "id: 1\ndata: x\n\n"), answering(404), answering(404), answering(404));
            pass(Duration.ofMinutes(10));
            gate.open();
            recorder.nextMessage();
            for (int seconds : new int[] {3, 6, 12}) {
                assertThat(nextDelay()).isEqualTo(Duration.ofSeconds(seconds));
                pass(Duration.ofSeconds(seconds));
            }
        }

        @Test
        void after_the_loss_of_a_connection_that_worked_end_with_the_grace() throws Exception {
            startupGrace = Duration.ofMinutes(1);
            Gate gate = new Gate();
            openStream(speaking(gate, "data: x\n\n"), answering(404));
            pass(Duration.ofMinutes(10));
            gate.open();
            recorder.nextMessage();
            ErrorEvent error = recorder.nextError();
            while (error.reconnectIn().isPresent()) {
                settle();
                pass(error.reconnectIn().get());
                error = recorder.nextError();
            }

            assertThat(timer.now()).isAfterOrEqualTo(ManualTimer.START.plusSeconds(660));
            assertThat(error.status()).hasValue(404);
        }

        @Test
        void of_a_source_that_is_closed_for_a_time_end_with_an_attempt_that_resumes() throws Exception {
            reopenAfter = Duration.ofMinutes(5);
            EventSource source = open(streaming("id: 7\ndata: x\n\n"), answering(404), silentStream(new Gate()));
            recorder.nextOpen();
            recorder.nextMessage();
            pass(nextDelay());
            ErrorEvent closed = recorder.nextError();
            assertThat(closed.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(closed.reconnectIn()).contains(Duration.ofSeconds(30));
            settle();
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            passMillis(29_999);
            assertThat(attempts).hasValue(2);
            passMillis(1);
            recorder.nextOpen();
            server.nextRequest();
            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("7");
        }

        @Test
        void of_a_source_that_is_closed_for_a_time_end_with_its_close() throws Exception {
            reopenAfter = Duration.ofMinutes(5);
            EventSource source = open(answering(404));
            recorder.nextError();
            settle();
            source.close();
            assertOver(source);
        }

        @Test
        void count_from_the_loss_and_not_from_the_end_of_the_listeners() throws Exception {
            listeners.add(ErrorEvent.class, event -> timer.advance(Duration.ofSeconds(2)));
            open(answering(503), silent());
            nextDelay();
            passMillis(999);
            assertThat(attempts).hasValue(1);
            passMillis(1);

            assertThat(attempts).hasValue(2);
        }

        @Test
        void that_the_listeners_outlast_are_over() throws Exception {
            listeners.add(ErrorEvent.class, event -> timer.advance(Duration.ofSeconds(20)));
            open(answering(503), silent());
            nextDelay();
            passMillis(0);

            assertThat(attempts).hasValue(2);
        }
    }

    @Nested
    class A_time_out {

        @Test
        void without_a_response_is_a_failed_attempt() throws Exception {
            Gate left = new Gate();
            open(leaving(left));
            server.nextRequest();
            passMillis(9999);
            assertNothingHeard();
            passMillis(1);

            assertThat(recorder.nextError())
                    .isEqualTo(ErrorEvent.builder(ErrorKind.TIMEOUT, ReadyState.CONNECTING, "no response within 10 s")
                            .reconnectIn(Duration.ofSeconds(3))
                            .build());
            left.await();
        }

        @Test
        void counts_redirects_in() throws Exception {
            Gate redirect = new Gate();
            server.on("/elsewhere", silent());
            open(after(redirect, answering(302, "Location: /elsewhere")));
            server.nextRequest();
            pass(Duration.ofSeconds(6));
            redirect.open();
            server.nextRequest();
            pass(Duration.ofSeconds(4));

            assertThat(recorder.nextError().reason()).isEqualTo("no response within 10 s");
        }

        @Test
        void is_over_with_the_response() throws Exception {
            EventSource source = openStream(silentStream(new Gate()));
            pass(Duration.ofDays(100));

            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertThat(timer.isIdle()).isTrue();
        }

        @Test
        void that_is_told_of_after_the_response_came_is_none() throws Exception {
            Gate answer = new Gate();
            EventSource source = open(after(answer, silentStream(new Gate())));
            server.nextRequest();
            Gate end = holdExecutor();
            answer.open();
            awaitThat(() -> !tasks.isEmpty());
            timer.advance(Duration.ofSeconds(10));
            end.open();
            recorder.nextOpen();
            settle();

            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertNothingHeard();
        }

        @Test
        void of_zero_never_comes() throws Exception {
            connectTimeout = Duration.ZERO;
            open(silent());
            server.nextRequest();
            pass(Duration.ofHours(10));

            assertNothingHeard();
        }

        @Test
        void of_one_attempt_does_not_end_the_next() throws Exception {
            Gate refuse = new Gate();
            open(after(refuse, answering(503)), silent());
            server.nextRequest();
            pass(Duration.ofSeconds(9));
            refuse.open();
            pass(nextDelay());
            pass(Duration.ofSeconds(9));

            assertThat(attempts).hasValue(2);
            assertNothingHeard();
        }

        @ParameterizedTest
        @CsvSource({"1500, 1.5 s", "60000, 1 min", "90000, 90 s"})
        void says_the_time_in_words(long millis, String words) throws Exception {
            connectTimeout = Duration.ofMillis(millis);
            open(silent());
            passMillis(millis);

            assertThat(recorder.nextError().reason()).isEqualTo("no response within " + words);
        }
    }

    @Nested
    class Silence {

        private final Gate speak = new Gate();

        @BeforeEach
        void limit() {
            idleTimeout = Duration.ofSeconds(30);
        }

        private void assertLostAfterAnother30Seconds() throws Exception {
            passMillis(29_999);
            assertNothingHeard();
            passMillis(1);
            assertThat(recorder.nextError().reason()).isEqualTo("nothing came for 30 s");
        }

        @Test
        void for_too_long_is_a_loss() throws Exception {
            Gate left = new Gate();
            openStream(silentStream(left));

            assertLostAfterAnother30Seconds();
            left.await();
        }

        @Test
        void is_broken_by_any_byte() throws Exception {
            openStream(inTurn(speaking(speak, ":"), silent()));
            pass(Duration.ofSeconds(20));
            // A task counts as completed shortly after its result exists.
            awaitThat(() -> executor.getActiveCount() == 0);
            long done = executor.getCompletedTaskCount();
            speak.open();
            awaitThat(() -> executor.getCompletedTaskCount() > done);

            assertLostAfterAnother30Seconds();
        }

        @Test
        void while_listeners_run_is_not_the_server_s() throws Exception {
            listeners.add(MessageEvent.class, event -> timer.advance(Duration.ofSeconds(40)));
            openStream(inTurn(speaking(speak, "data: x\n\n"), silent()));
            speak.open();
            recorder.nextMessage();
            settle();

            assertLostAfterAnother30Seconds();
        }

        @Test
        void while_listeners_hear_of_the_opening_is_not_the_server_s() throws Exception {
            listeners.add(OpenEvent.class, event -> timer.advance(Duration.ofSeconds(40)));
            openStream(inTurn(speaking(speak, ""), silent()));

            assertLostAfterAnother30Seconds();
        }
    }

    @Nested
    class The_cursor {

        private final List<String> saved = new CopyOnWriteArrayList<>();

        @BeforeEach
        void keep() {
            cursor = new CursorUse(
                    new CursorStore() {
                        @Override
                        public Optional<String> load(String stream) {
                            return Optional.empty();
                        }

                        @Override
                        public void save(String stream, String lastEventId) {
                            saved.add(lastEventId);
                        }
                    },
                    "orders");
        }

        /** Waits until the cursor is there, as a message with an observer moves it. */
        private void awaitCursor(String id) throws Exception {
            awaitThat(() -> saved.contains(id));
            settle();
        }

        @Test
        void moves_at_most_once_a_second_for_messages_that_nobody_hears() throws Exception {
            Gate tooEarly = new Gate();
            Gate late = new Gate();
            SseHandler first = streaming(unheard(1) + unheard(2) + heard(3));
            SseHandler second = after(tooEarly, connection -> connection.events(unheard(4) + heard(5)));
            SseHandler third = after(late, connection -> connection.events(unheard(6) + unheard(7) + heard(8)));
            server.on("/", inTurn(first, inTurn(second, inTurn(third, silent()))));
            listeners.add("message", message -> {});
            openUnheard(executor);
            awaitCursor("3");
            passMillis(999);
            tooEarly.open();
            awaitCursor("5");
            passMillis(1000);
            late.open();
            awaitCursor("8");

            assertThat(saved).containsExactly("1", "3", "5", "6", "8");
        }

        private static String unheard(int id) {
            return "event: unheard\n" + heard(id);
        }

        private static String heard(int id) {
            return "id: " + id + "\ndata: x\n\n";
        }
    }
}
