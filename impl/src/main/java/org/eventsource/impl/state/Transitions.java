package org.eventsource.impl.state;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.eventsource.impl.state.Effect.Connect;
import org.eventsource.impl.state.Effect.Delay;
import org.eventsource.impl.state.Effect.Disconnect;
import org.eventsource.impl.state.Effect.Hold;
import org.eventsource.impl.state.Effect.LeaveOutId;
import org.eventsource.impl.state.Effect.Release;
import org.eventsource.impl.state.Effect.Report;
import org.eventsource.impl.state.Effect.Wait;
import org.eventsource.impl.state.Signal.Elapsed;
import org.eventsource.impl.state.Signal.GiveUp;
import org.eventsource.impl.state.Signal.IdRefused;
import org.eventsource.impl.state.Signal.Lost;
import org.eventsource.impl.state.Signal.Refused;
import org.eventsource.impl.state.State.Closed;
import org.eventsource.impl.state.State.Connecting;
import org.eventsource.impl.state.State.Held;
import org.eventsource.impl.state.State.Suspended;
import org.eventsource.impl.state.State.Waiting;

/** The transitions of the state machine. {@link State} defines which of them a signal takes. */
final class Transitions {

    /**
     * The step of a close. It is created with this class: some containers close an application's class loader before
     * they notify the application that it stops.
     */
    static final Step CLOSED = Step.of(new Closed(), new Disconnect(), new Release());

    private Transitions() {}

    /** Returns the first step of a source. */
    static Step begin(ReconnectionSettings settings) {
        Reconnection reconnection = Reconnection.of(settings.time(), settings.maxTime())
                .reopeningWithin(settings.reopenAfter())
                .limitedBy(new Limits(settings.reconnects(), settings.maxAttempts(), 0));
        return settings.initialDelay().isZero()
                ? start(reconnection)
                : Step.of(new Waiting(reconnection), new Delay(settings.initialDelay()));
    }

    /** Returns the step that starts an attempt. */
    static Step start(Reconnection reconnection) {
        return Step.of(new Connecting(reconnection), new Connect());
    }

    /** Returns the step at the end of a delay. */
    static Step elapsed(Reconnection reconnection, ReadyState before, Elapsed elapsed) {
        return elapsed.held() ? Step.of(new Held(reconnection, before), new Hold()) : start(reconnection);
    }

    /** Returns the step from a state after a signal. */
    static Step next(State state, Signal signal) {
        return signal.accept(state);
    }

    static Step idRefused(Reconnection before, IdRefused refused) {
        Reconnection reconnection = refused.counts() ? before.attemptFailed() : before;
        return endByLimits(reconnection.limits(), refused.failure())
                .orElseGet(() -> retryWithoutId(reconnection, refused));
    }

    private static Step retryWithoutId(Reconnection reconnection, IdRefused refused) {
        Duration delay = delay(refused.retryAfter(), reconnection::delay);
        return Step.of(
                new Waiting(reconnection.failed()),
                new Disconnect(),
                new LeaveOutId(refused.failure()),
                new Wait(refused.failure(), delay, Reconnection.spread(delay)));
    }

    static Step refused(Reconnection before, Refused refused) {
        if (before.reopening().isNever()) {
            return end(refused.failure());
        }
        Reconnection reconnection = refused.counts() ? before.attemptFailed() : before;
        return endByLimits(reconnection.limits(), refused.failure()).orElseGet(() -> suspend(reconnection, refused));
    }

    private static Step suspend(Reconnection reconnection, Refused refused) {
        Duration delay = reconnection.reopeningDelay(refused.retryAfter());
        return Step.of(
                new Suspended(reconnection.closed()),
                new Disconnect(),
                new Wait(refused.failure(), delay, Reconnection.spread(delay)));
    }

    /** Returns the step after an outage that was as long as allowed. A paused source cannot end it by itself. */
    static Step giveUp(State before, GiveUp signal) {
        return signal.paused() ? Step.of(before) : end(signal.failure());
    }

    static Step end(Failure failure) {
        return Step.of(new Closed(), new Disconnect(), new Report(failure), new Release());
    }

    /** Returns the step after the loss of an open stream. */
    static Step lost(Reconnection before, Lost lost) {
        return before.limits().reconnects() ? retry(before, lost) : end(lost.failure());
    }

    /**
     * Returns the step after an attempt that did not open the stream. If the cursor could not be loaded, no request was
     * sent. So this is repeated without a limit, also by a source that sends one request only.
     */
    static Step attemptLost(Reconnection before, Lost lost) {
        if (lost.failure().kind() == ErrorKind.CURSOR) {
            return retry(before, lost);
        }
        Reconnection reconnection = lost.counts() ? before.attemptFailed() : before;
        return endByLimits(reconnection.limits(), lost.failure()).orElseGet(() -> retry(reconnection, lost));
    }

    /** Returns the last step of a source that makes no further attempt; empty if it makes one. */
    private static Optional<Step> endByLimits(Limits limits, Failure failure) {
        if (!limits.reconnects()) {
            return Optional.of(end(failure));
        }
        return limits.isExhausted() ? Optional.of(end(limits.exhausted(failure))) : Optional.empty();
    }

    private static Step retry(Reconnection before, Lost lost) {
        Reconnection reconnection = lost.proven() ? before.proven() : before;
        Duration delay = delay(lost.retryAfter(), lost.starting() ? reconnection::startingDelay : reconnection::delay);
        return Step.of(
                new Waiting(reconnection.failed()),
                new Disconnect(),
                new Wait(lost.failure(), delay, Reconnection.spread(delay)));
    }

    /** Returns the delay that the server requested. If that is zero or absent, returns our own delay. */
    private static Duration delay(Optional<Duration> retryAfter, Supplier<Duration> own) {
        return retryAfter
                .filter(after -> !after.isZero())
                .map(Reconnection::bounded)
                .orElseGet(own);
    }
}
