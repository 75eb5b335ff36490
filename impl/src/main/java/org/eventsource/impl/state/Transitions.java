package org.eventsource.impl.state;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eventsource.impl.state.Effect.Announce;
import org.eventsource.impl.state.Effect.Connect;
import org.eventsource.impl.state.Effect.Disconnect;
import org.eventsource.impl.state.Effect.LeaveOutId;
import org.eventsource.impl.state.Effect.Release;
import org.eventsource.impl.state.Effect.Report;
import org.eventsource.impl.state.Effect.Wait;
import org.eventsource.impl.state.Signal.Close;
import org.eventsource.impl.state.Signal.Elapsed;
import org.eventsource.impl.state.Signal.Failed;
import org.eventsource.impl.state.Signal.IdRefused;
import org.eventsource.impl.state.Signal.Lost;
import org.eventsource.impl.state.Signal.Opened;
import org.eventsource.impl.state.Signal.Refused;
import org.eventsource.impl.state.Signal.Reopen;
import org.eventsource.impl.state.Signal.Retry;
import org.eventsource.impl.state.State.Closed;
import org.eventsource.impl.state.State.Connecting;
import org.eventsource.impl.state.State.Open;
import org.eventsource.impl.state.State.Suspended;
import org.eventsource.impl.state.State.Waiting;

/** The state machine. A signal that means nothing in a state, as one that comes late, changes nothing. */
public final class Transitions {

    /** Made with the class: some containers close an application's class loader before they say that it stops. */
    private static final Step CLOSED = Step.of(new Closed(), new Disconnect(), new Release());

    private Transitions() {}

    public static Step start(Reconnection reconnection) {
        return connect(reconnection);
    }

    public static Step next(State state, Signal signal) {
        if (state instanceof Closed) {
            return Step.of(state);
        }
        if (signal instanceof Close) {
            return CLOSED;
        }
        if (signal instanceof Failed failed) {
            return end(failed.failure());
        }
        if (state instanceof Connecting connecting) {
            return connecting(connecting, signal);
        }
        if (state instanceof Open open) {
            return open(open, signal);
        }
        return state instanceof Suspended suspended ? suspended(suspended, signal) : waiting((Waiting) state, signal);
    }

    private static Step waiting(Waiting state, Signal signal) {
        return signal instanceof Elapsed ? connect(state.reconnection()) : Step.of(state);
    }

    private static Step suspended(Suspended state, Signal signal) {
        if (signal instanceof Reopen) {
            return Step.of(new Connecting(state.reconnection()), new Disconnect(), new Connect());
        }
        return signal instanceof Elapsed ? connect(state.reconnection()) : Step.of(state);
    }

    private static Step connect(Reconnection reconnection) {
        return Step.of(new Connecting(reconnection), new Connect());
    }

    private static Step connecting(Connecting state, Signal signal) {
        if (signal instanceof Opened) {
            return Step.of(new Open(state.reconnection()), new Announce());
        }
        if (signal instanceof IdRefused refused) {
            return idRefused(state.reconnection(), refused);
        }
        if (signal instanceof Refused refused) {
            return refused(state.reconnection(), refused);
        }
        return signal instanceof Lost lost ? lost(state.reconnection(), lost) : Step.of(state);
    }

    private static Step idRefused(Reconnection reconnection, IdRefused refused) {
        Duration delay = delay(refused.retryAfter(), reconnection::delay);
        return Step.of(
                new Waiting(reconnection.failed()),
                new Disconnect(),
                new LeaveOutId(refused.failure()),
                new Wait(refused.failure(), delay, Reconnection.spread(delay)));
    }

    private static Step refused(Reconnection reconnection, Refused refused) {
        if (reconnection.reopening().isNever()) {
            return end(refused.failure());
        }
        Duration delay = reconnection.reopeningDelay(refused.retryAfter());
        return Step.of(
                new Suspended(reconnection.closed()),
                new Disconnect(),
                new Wait(refused.failure(), delay, Reconnection.spread(delay)));
    }

    private static Step end(Failure failure) {
        return Step.of(new Closed(), new Disconnect(), new Report(failure), new Release());
    }

    private static Step open(Open state, Signal signal) {
        if (signal instanceof Retry retry) {
            return Step.of(new Open(state.reconnection().retry(retry.time())));
        }
        return signal instanceof Lost lost ? lost(state.reconnection(), lost) : Step.of(state);
    }

    private static Step lost(Reconnection before, Lost lost) {
        Reconnection reconnection = lost.proven() ? before.proven() : before;
        Duration delay = delay(lost.retryAfter(), lost.starting() ? reconnection::startingDelay : reconnection::delay);
        return Step.of(
                new Waiting(reconnection.failed()),
                new Disconnect(),
                new Wait(lost.failure(), delay, Reconnection.spread(delay)));
    }

    /** A {@code Retry-After} of zero asks for no delay of its own. */
    private static Duration delay(Optional<Duration> retryAfter, Supplier<Duration> own) {
        return retryAfter
                .filter(after -> !after.isZero())
                .map(Reconnection::bounded)
                .orElseGet(own);
    }
}
