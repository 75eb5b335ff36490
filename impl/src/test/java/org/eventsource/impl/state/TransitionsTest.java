package org.eventsource.impl.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine, as a table of every state and every signal. */
class TransitionsTest {

    private static final Failure FAILURE = Failure.of(ErrorKind.LOST, "it broke");

    private static final HttpHeaders HEADERS =
            HttpHeaders.of(Map.of("Content-Type", List.of("text/event-stream")), (name, value) -> true);

    private static final Reconnection FRESH = Reconnection.of(Duration.ofSeconds(3), Duration.ofSeconds(30));
    private static final Reconnection FAILED_ONCE =
            new Reconnection(FRESH.time(), FRESH.max(), 1, Reopening.NEVER, Limits.NONE);
    private static final Reconnection FAILED_TWICE =
            new Reconnection(FRESH.time(), FRESH.max(), 2, Reopening.NEVER, Limits.NONE);
    private static final Reconnection TOLD =
            new Reconnection(Duration.ofSeconds(7), FRESH.max(), 1, Reopening.NEVER, Limits.NONE);

    private static final Reconnection REOPENING = FAILED_ONCE.reopeningWithin(Duration.ofMinutes(5));

    private static final State CONNECTING = new State.Connecting(FAILED_ONCE);
    private static final State OPEN = new State.Open(FAILED_ONCE);
    private static final State WAITING = new State.Waiting(FAILED_ONCE);
    private static final State SUSPENDED = new State.Suspended(REOPENING.closed());
    private static final State HELD = new State.Held(FAILED_ONCE, ReadyState.CONNECTING);
    private static final State HELD_CLOSED = new State.Held(REOPENING.closed(), ReadyState.CLOSED);
    private static final State CLOSED = new State.Closed();

    private static final Signal OPENED = new Signal.Opened("https://example.org", HEADERS);
    private static final Signal LOST = new Signal.Lost(FAILURE, false, false, true, Optional.empty());
    private static final Signal PROVEN_LOST = new Signal.Lost(FAILURE, true, false, true, Optional.empty());
    private static final Signal STARTING_LOST = new Signal.Lost(FAILURE, false, true, true, Optional.empty());
    private static final Signal LOST_UNTIL =
            new Signal.Lost(FAILURE, false, false, true, Optional.of(Duration.ofSeconds(9)));
    private static final Signal ID_REFUSED = new Signal.IdRefused(FAILURE, true, Optional.empty());
    private static final Signal ID_REFUSED_UNTIL =
            new Signal.IdRefused(FAILURE, true, Optional.of(Duration.ofSeconds(9)));
    private static final Signal REFUSED = new Signal.Refused(FAILURE, true, Optional.empty());
    private static final Signal FAILED = new Signal.Failed(FAILURE);
    private static final Signal RETRY = new Signal.Retry(Duration.ofSeconds(7));
    private static final Signal ELAPSED = new Signal.Elapsed(false);
    private static final Signal ELAPSED_PAUSED = new Signal.Elapsed(true);
    private static final Signal RESUMED = new Signal.Resumed();
    private static final Signal REOPEN = new Signal.Reopen();
    private static final Signal GIVE_UP = new Signal.GiveUp(FAILURE, false);
    private static final Signal GIVE_UP_PAUSED = new Signal.GiveUp(FAILURE, true);
    private static final Signal CLOSE = new Signal.Close();

    private static final Effect CONNECT = new Effect.Connect();
    private static final Effect DISCONNECT = new Effect.Disconnect();
    private static final Effect ANNOUNCE = new Effect.Announce("https://example.org", HEADERS);
    private static final Effect LEAVE_OUT_ID = new Effect.LeaveOutId(FAILURE);
    private static final Effect HOLD = new Effect.Hold();
    private static final Effect REPORT = new Effect.Report(FAILURE);
    private static final Effect RELEASE = new Effect.Release();

    private static Effect await(int seconds, int spread) {
        return new Effect.Wait(FAILURE, Duration.ofSeconds(seconds), Duration.ofSeconds(spread));
    }

    private static Effect awaitMillis(int millis, int spread) {
        return new Effect.Wait(FAILURE, Duration.ofMillis(millis), Duration.ofMillis(spread));
    }

    private static State waiting(Reconnection reconnection) {
        return new State.Waiting(reconnection);
    }

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(CONNECTING, OPENED, OPEN, List.of(ANNOUNCE)),
                arguments(CONNECTING, LOST, waiting(FAILED_TWICE), List.of(DISCONNECT, await(6, 3))),
                arguments(CONNECTING, PROVEN_LOST, waiting(FAILED_ONCE), List.of(DISCONNECT, awaitMillis(3000, 1500))),
                arguments(CONNECTING, STARTING_LOST, waiting(FAILED_TWICE), List.of(DISCONNECT, awaitMillis(500, 250))),
                arguments(CONNECTING, LOST_UNTIL, waiting(FAILED_TWICE), List.of(DISCONNECT, awaitMillis(9000, 4500))),
                arguments(
                        CONNECTING, ID_REFUSED, waiting(FAILED_TWICE), List.of(DISCONNECT, LEAVE_OUT_ID, await(6, 3))),
                arguments(
                        CONNECTING,
                        ID_REFUSED_UNTIL,
                        waiting(FAILED_TWICE),
                        List.of(DISCONNECT, LEAVE_OUT_ID, awaitMillis(9000, 4500))),
                arguments(CONNECTING, FAILED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(CONNECTING, RETRY, CONNECTING, List.of()),
                arguments(CONNECTING, ELAPSED, CONNECTING, List.of()),
                arguments(CONNECTING, ELAPSED_PAUSED, CONNECTING, List.of()),
                arguments(CONNECTING, RESUMED, CONNECTING, List.of()),
                arguments(CONNECTING, REFUSED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(CONNECTING, REOPEN, CONNECTING, List.of()),
                arguments(CONNECTING, GIVE_UP, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(CONNECTING, GIVE_UP_PAUSED, CONNECTING, List.of()),
                arguments(CONNECTING, CLOSE, CLOSED, List.of(DISCONNECT, RELEASE)),
                arguments(OPEN, OPENED, OPEN, List.of()),
                arguments(OPEN, LOST, waiting(FAILED_TWICE), List.of(DISCONNECT, await(6, 3))),
                arguments(OPEN, PROVEN_LOST, waiting(FAILED_ONCE), List.of(DISCONNECT, awaitMillis(3000, 1500))),
                arguments(OPEN, STARTING_LOST, waiting(FAILED_TWICE), List.of(DISCONNECT, awaitMillis(500, 250))),
                arguments(OPEN, LOST_UNTIL, waiting(FAILED_TWICE), List.of(DISCONNECT, awaitMillis(9000, 4500))),
                arguments(OPEN, ID_REFUSED, OPEN, List.of()),
                arguments(OPEN, ID_REFUSED_UNTIL, OPEN, List.of()),
                arguments(OPEN, FAILED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(OPEN, RETRY, new State.Open(TOLD), List.of()),
                arguments(OPEN, ELAPSED, OPEN, List.of()),
                arguments(OPEN, RESUMED, OPEN, List.of()),
                arguments(OPEN, REFUSED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(OPEN, REOPEN, OPEN, List.of()),
                arguments(OPEN, GIVE_UP, OPEN, List.of()),
                arguments(OPEN, GIVE_UP_PAUSED, OPEN, List.of()),
                arguments(OPEN, CLOSE, CLOSED, List.of(DISCONNECT, RELEASE)),
                arguments(WAITING, OPENED, WAITING, List.of()),
                arguments(WAITING, LOST, WAITING, List.of()),
                arguments(WAITING, PROVEN_LOST, WAITING, List.of()),
                arguments(WAITING, STARTING_LOST, WAITING, List.of()),
                arguments(WAITING, LOST_UNTIL, WAITING, List.of()),
                arguments(WAITING, ID_REFUSED, WAITING, List.of()),
                arguments(WAITING, ID_REFUSED_UNTIL, WAITING, List.of()),
                arguments(WAITING, FAILED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(WAITING, RETRY, WAITING, List.of()),
                arguments(WAITING, ELAPSED, CONNECTING, List.of(CONNECT)),
                arguments(WAITING, ELAPSED_PAUSED, HELD, List.of(HOLD)),
                arguments(WAITING, RESUMED, WAITING, List.of()),
                arguments(HELD, OPENED, HELD, List.of()),
                arguments(HELD, LOST, HELD, List.of()),
                arguments(HELD, PROVEN_LOST, HELD, List.of()),
                arguments(HELD, STARTING_LOST, HELD, List.of()),
                arguments(HELD, LOST_UNTIL, HELD, List.of()),
                arguments(HELD, ID_REFUSED, HELD, List.of()),
                arguments(HELD, ID_REFUSED_UNTIL, HELD, List.of()),
                arguments(HELD, RETRY, HELD, List.of()),
                arguments(HELD, REFUSED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(HELD, FAILED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(HELD, ELAPSED, HELD, List.of()),
                arguments(HELD, RESUMED, CONNECTING, List.of(CONNECT)),
                arguments(HELD, REOPEN, HELD, List.of()),
                arguments(HELD, GIVE_UP, HELD, List.of()),
                arguments(HELD, GIVE_UP_PAUSED, HELD, List.of()),
                arguments(HELD, CLOSE, CLOSED, List.of(DISCONNECT, RELEASE)),
                arguments(SUSPENDED, ELAPSED_PAUSED, HELD_CLOSED, List.of(HOLD)),
                arguments(WAITING, REFUSED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(WAITING, REOPEN, WAITING, List.of()),
                arguments(WAITING, GIVE_UP, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(WAITING, GIVE_UP_PAUSED, WAITING, List.of()),
                arguments(WAITING, CLOSE, CLOSED, List.of(DISCONNECT, RELEASE)),
                arguments(SUSPENDED, OPENED, SUSPENDED, List.of()),
                arguments(SUSPENDED, LOST, SUSPENDED, List.of()),
                arguments(SUSPENDED, PROVEN_LOST, SUSPENDED, List.of()),
                arguments(SUSPENDED, STARTING_LOST, SUSPENDED, List.of()),
                arguments(SUSPENDED, LOST_UNTIL, SUSPENDED, List.of()),
                arguments(SUSPENDED, ID_REFUSED, SUSPENDED, List.of()),
                arguments(SUSPENDED, ID_REFUSED_UNTIL, SUSPENDED, List.of()),
                arguments(SUSPENDED, REFUSED, SUSPENDED, List.of()),
                arguments(SUSPENDED, FAILED, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(SUSPENDED, RETRY, SUSPENDED, List.of()),
                arguments(SUSPENDED, ELAPSED, new State.Connecting(REOPENING.closed()), List.of(CONNECT)),
                arguments(SUSPENDED, REOPEN, new State.Connecting(REOPENING.closed()), List.of(DISCONNECT, CONNECT)),
                arguments(SUSPENDED, GIVE_UP, CLOSED, List.of(DISCONNECT, REPORT, RELEASE)),
                arguments(SUSPENDED, GIVE_UP_PAUSED, SUSPENDED, List.of()),
                arguments(SUSPENDED, CLOSE, CLOSED, List.of(DISCONNECT, RELEASE)),
                arguments(CLOSED, OPENED, CLOSED, List.of()),
                arguments(CLOSED, REFUSED, CLOSED, List.of()),
                arguments(CLOSED, REOPEN, CLOSED, List.of()),
                arguments(CLOSED, LOST, CLOSED, List.of()),
                arguments(CLOSED, PROVEN_LOST, CLOSED, List.of()),
                arguments(CLOSED, STARTING_LOST, CLOSED, List.of()),
                arguments(CLOSED, LOST_UNTIL, CLOSED, List.of()),
                arguments(CLOSED, ID_REFUSED, CLOSED, List.of()),
                arguments(CLOSED, ID_REFUSED_UNTIL, CLOSED, List.of()),
                arguments(CLOSED, FAILED, CLOSED, List.of()),
                arguments(CLOSED, RETRY, CLOSED, List.of()),
                arguments(CLOSED, ELAPSED, CLOSED, List.of()),
                arguments(CLOSED, GIVE_UP, CLOSED, List.of()),
                arguments(CLOSED, GIVE_UP_PAUSED, CLOSED, List.of()),
                arguments(CLOSED, CLOSE, CLOSED, List.of()));
    }

    private static final Reconnection ONCE = REOPENING.limitedBy(new Limits(false, 0, 0));
    private static final Reconnection LAST = REOPENING.limitedBy(new Limits(true, 3, 2));
    private static final Reconnection LAST_BUT_ONE = REOPENING.limitedBy(new Limits(true, 3, 1));
    private static final Signal UNCOUNTED = new Signal.Lost(FAILURE, false, false, false, Optional.empty());
    private static final Signal UNCOUNTED_REFUSAL = new Signal.Refused(FAILURE, false, Optional.empty());
    private static final Signal UNCOUNTED_ID = new Signal.IdRefused(FAILURE, false, Optional.empty());

    private static final List<Effect> END = List.of(DISCONNECT, REPORT, RELEASE);
    private static final List<Effect> EXHAUSTED = List.of(
            DISCONNECT,
            new Effect.Report(FAILURE.with("gave up after 3 failed attempts in a row (maxAttempts): it broke")),
            RELEASE);

    /** Rows of sources that do not reconnect, or not without end. */
    static Stream<Arguments> limited() {
        return Stream.of(
                arguments(new State.Connecting(ONCE), OPENED, new State.Open(ONCE), List.of(ANNOUNCE)),
                arguments(new State.Connecting(ONCE), LOST, CLOSED, END),
                arguments(new State.Connecting(ONCE), LOST_UNTIL, CLOSED, END),
                arguments(new State.Connecting(ONCE), STARTING_LOST, CLOSED, END),
                arguments(new State.Connecting(ONCE), UNCOUNTED, CLOSED, END),
                arguments(new State.Connecting(ONCE), ID_REFUSED, CLOSED, END),
                arguments(new State.Connecting(ONCE), REFUSED, CLOSED, END),
                arguments(new State.Open(ONCE), LOST, CLOSED, END),
                arguments(new State.Open(ONCE), PROVEN_LOST, CLOSED, END),
                arguments(new State.Connecting(LAST), LOST, CLOSED, EXHAUSTED),
                arguments(new State.Connecting(LAST), LOST_UNTIL, CLOSED, EXHAUSTED),
                arguments(new State.Connecting(LAST), ID_REFUSED, CLOSED, EXHAUSTED),
                arguments(new State.Connecting(LAST), REFUSED, CLOSED, EXHAUSTED),
                arguments(
                        new State.Connecting(LAST),
                        UNCOUNTED,
                        waiting(LAST.failed()),
                        List.of(DISCONNECT, await(6, 3))),
                arguments(
                        new State.Connecting(LAST),
                        UNCOUNTED_ID,
                        waiting(LAST.failed()),
                        List.of(DISCONNECT, LEAVE_OUT_ID, await(6, 3))),
                arguments(
                        new State.Connecting(LAST),
                        UNCOUNTED_REFUSAL,
                        new State.Suspended(LAST.closed()),
                        List.of(DISCONNECT, await(30, 15))),
                arguments(
                        new State.Connecting(LAST_BUT_ONE),
                        LOST,
                        waiting(LAST.failed()),
                        List.of(DISCONNECT, await(6, 3))),
                arguments(
                        new State.Connecting(LAST_BUT_ONE),
                        REFUSED,
                        new State.Suspended(LAST.closed()),
                        List.of(DISCONNECT, await(30, 15))),
                arguments(
                        new State.Connecting(LAST),
                        OPENED,
                        new State.Open(LAST.limitedBy(new Limits(true, 3, 0))),
                        List.of(ANNOUNCE)),
                arguments(new State.Open(LAST), LOST, waiting(LAST.failed()), List.of(DISCONNECT, await(6, 3))));
    }

    @ParameterizedTest(name = "{0} + {1} = {2}, {3}")
    @MethodSource("limited")
    void a_limit_ends_a_source_that_would_go_on(State state, Signal signal, State next, List<Effect> effects) {
        assertThat(Transitions.next(state, signal)).isEqualTo(new Step(next, effects));
    }

    @Test
    void one_attempt_is_one_attempt() {
        assertThat(new Limits(true, 1, 1).exhausted(FAILURE).reason())
                .isEqualTo("gave up after 1 failed attempt in a row (maxAttempts): it broke");
    }

    @Test
    void a_source_may_wait_before_it_connects() {
        ReconnectionSettings settings = new ReconnectionSettings(
                FRESH.time(), FRESH.max(), Duration.ZERO, Duration.ofSeconds(5), true, 0, Duration.ZERO);

        assertThat(Transitions.begin(settings))
                .isEqualTo(new Step(waiting(FRESH), List.of(new Effect.Delay(Duration.ofSeconds(5)))));
    }

    @Property
    void a_source_that_does_not_reconnect_connects_once(@ForAll("signals") List<Signal> signals) {
        State state =
                Transitions.start(FRESH.limitedBy(new Limits(false, 0, 0))).state();
        for (Signal signal : signals) {
            Step step = Transitions.next(state, signal);
            assertThat(step.effects()).doesNotContain(CONNECT);
            state = step.state();
        }
    }

    @ParameterizedTest(name = "{0} + {1} = {2}, {3}")
    @MethodSource("table")
    void every_signal_means_one_thing_in_every_state(State state, Signal signal, State next, List<Effect> effects) {
        assertThat(Transitions.next(state, signal)).isEqualTo(new Step(next, effects));
    }

    @Test
    void the_table_has_every_state_and_every_signal() {
        long states = State.class.getPermittedSubclasses().length;
        assertThat(table().map(row -> row.get()[0].getClass()).distinct()).hasSize((int) states);
        assertThat(table().map(row -> row.get()[1].getClass()).distinct())
                .hasSize(Signal.class.getPermittedSubclasses().length);
        assertThat(table().filter(row -> signals().contains(row.get()[1]))
                        .map(row -> List.of(row.get()[0], row.get()[1]))
                        .distinct())
                .hasSize((int) (states * signals().size()));
    }

    @Test
    void a_held_source_is_opened_again_on_request_if_it_is_closed() {
        assertThat(Transitions.next(HELD_CLOSED, REOPEN))
                .isEqualTo(new Step(new State.Connecting(REOPENING.closed()), List.of(CONNECT)));
    }

    @Test
    void a_source_starts_by_connecting() {
        assertThat(Transitions.start(FRESH)).isEqualTo(new Step(new State.Connecting(FRESH), List.of(CONNECT)));
    }

    @Test
    void a_retry_after_of_zero_asks_for_no_delay_of_its_own() {
        Signal signal = new Signal.Lost(FAILURE, false, false, true, Optional.of(Duration.ZERO));

        assertThat(Transitions.next(new State.Connecting(FRESH), signal).effects())
                .contains(awaitMillis(3000, 1500));
    }

    @Test
    void a_short_retry_after_is_raised_to_a_tenth_of_a_second() {
        Signal signal = new Signal.Lost(FAILURE, false, false, true, Optional.of(Duration.ofNanos(1)));

        assertThat(Transitions.next(CONNECTING, signal).effects()).contains(awaitMillis(100, 50));
    }

    @Test
    void a_long_retry_after_is_lowered_to_a_day_and_spread() {
        Signal signal = new Signal.Lost(FAILURE, false, false, true, Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));

        assertThat(Transitions.next(CONNECTING, signal).effects())
                .contains(new Effect.Wait(FAILURE, Duration.ofHours(24), Duration.ofSeconds(30)));
    }

    @Test
    void a_retry_after_above_the_maximum_is_kept_and_spread() {
        Signal signal = new Signal.Lost(FAILURE, false, false, true, Optional.of(Duration.ofSeconds(40)));

        assertThat(Transitions.next(CONNECTING, signal).effects()).contains(await(40, 20));
    }

    @Test
    void a_retry_field_above_the_maximum_is_kept_and_spread() {
        State told =
                Transitions.next(OPEN, new Signal.Retry(Duration.ofSeconds(50))).state();

        assertThat(Transitions.next(told, LOST).effects()).contains(await(50, 25));
    }

    @Test
    void a_delay_that_doubling_made_is_spread_at_the_maximum() {
        State failedOften =
                new State.Connecting(new Reconnection(FRESH.time(), FRESH.max(), 9, Reopening.NEVER, Limits.NONE));

        assertThat(Transitions.next(failedOften, LOST).effects()).contains(await(30, 15));
    }

    @Test
    void retry_after_goes_before_the_pace_of_a_starting_server() {
        Signal signal = new Signal.Lost(FAILURE, false, true, true, Optional.of(Duration.ofSeconds(9)));

        assertThat(Transitions.next(CONNECTING, signal).effects()).contains(awaitMillis(9000, 4500));
    }

    private static Step refused(Reconnection reconnection, Optional<Duration> retryAfter) {
        return Transitions.next(new State.Connecting(reconnection), new Signal.Refused(FAILURE, true, retryAfter));
    }

    @Test
    void an_answer_closes_a_source_that_is_opened_again_for_half_a_minute() {
        assertThat(refused(REOPENING, Optional.empty()))
                .isEqualTo(new Step(SUSPENDED, List.of(DISCONNECT, await(30, 15))));
    }

    @Test
    void answers_in_a_row_close_a_source_for_longer_each_time_up_to_the_maximum() {
        List<Duration> delays = new ArrayList<>();
        Reconnection reconnection = REOPENING;
        for (int i = 0; i < 6; i++) {
            Step step = refused(reconnection, Optional.empty());
            delays.add(delay(step));
            reconnection = ((State.Suspended) step.state()).reconnection();
        }
        assertThat(delays.stream().map(Duration::toSeconds)).containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
    }

    private static Duration delay(Step step) {
        return step.effects().stream()
                .filter(Effect.Wait.class::isInstance)
                .map(effect -> ((Effect.Wait) effect).delay())
                .findAny()
                .orElseThrow();
    }

    @Test
    void a_source_is_not_opened_again_before_the_time_that_the_answer_asks_for() {
        assertThat(delay(refused(REOPENING, Optional.of(Duration.ofHours(2))))).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void a_source_is_not_opened_again_before_the_time_that_its_stream_asked_for() {
        assertThat(delay(refused(REOPENING.retry(Duration.ofHours(1)), Optional.empty())))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_short_maximum_is_the_first_time_already() {
        assertThat(delay(refused(FRESH.reopeningWithin(Duration.ofSeconds(10)), Optional.empty())))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_connection_that_proved_to_work_brings_the_first_time_back() {
        Reconnection reconnection = REOPENING.closed().closed().proven();
        assertThat(delay(refused(reconnection, Optional.empty()))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void states_show_as_those_of_the_standard() {
        assertThat(Stream.of(CONNECTING, OPEN, WAITING, SUSPENDED, CLOSED).map(State::readyState))
                .containsExactly(
                        ReadyState.CONNECTING,
                        ReadyState.OPEN,
                        ReadyState.CONNECTING,
                        ReadyState.CLOSED,
                        ReadyState.CLOSED);
    }

    @Property
    void nothing_leads_out_of_closed(@ForAll("signals") List<Signal> before, @ForAll("signals") List<Signal> after) {
        State state =
                Transitions.start(FRESH.reopeningWithin(Duration.ofMinutes(5))).state();
        for (Signal signal : before) {
            state = Transitions.next(state, signal).state();
        }
        state = Transitions.next(state, CLOSE).state();
        for (Signal signal : after) {
            Step step = Transitions.next(state, signal);
            assertThat(step).isEqualTo(new Step(CLOSED, List.of()));
            state = step.state();
        }
    }

    @Property
    void what_is_shared_is_released_once_at_the_end(@ForAll("signals") List<Signal> signals) {
        State state =
                Transitions.start(FRESH.reopeningWithin(Duration.ofMinutes(5))).state();
        int releases = 0;
        for (Signal signal : signals) {
            Step step = Transitions.next(state, signal);
            releases += (int) step.effects().stream().filter(RELEASE::equals).count();
            state = step.state();
            assertThat(releases).isEqualTo(state.equals(CLOSED) ? 1 : 0);
        }
    }

    @Property
    void a_wait_is_the_only_way_to_the_two_states_that_wait(@ForAll("signals") List<Signal> signals) {
        State state =
                Transitions.start(FRESH.reopeningWithin(Duration.ofMinutes(5))).state();
        for (Signal signal : signals) {
            Step step = Transitions.next(state, signal);
            boolean begins = step.effects().stream().anyMatch(Effect.Wait.class::isInstance);
            assertThat(waits(step.state()))
                    .isEqualTo(begins || (waits(state) && step.effects().isEmpty()));
            state = step.state();
        }
    }

    private static boolean waits(State state) {
        return state instanceof State.Waiting || state instanceof State.Suspended;
    }

    private static List<Signal> signals() {
        return List.of(
                OPENED,
                LOST,
                PROVEN_LOST,
                STARTING_LOST,
                LOST_UNTIL,
                ID_REFUSED,
                ID_REFUSED_UNTIL,
                REFUSED,
                FAILED,
                RETRY,
                ELAPSED,
                REOPEN,
                GIVE_UP,
                GIVE_UP_PAUSED,
                CLOSE);
    }

    @Provide("signals")
    static Arbitrary<List<Signal>> sequences() {
        return Arbitraries.of(signals()).list().ofMaxSize(30);
    }
}
