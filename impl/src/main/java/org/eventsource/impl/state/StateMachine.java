package org.eventsource.impl.state;

import java.util.concurrent.atomic.AtomicReference;
import org.eventsource.ReadyState;

/**
 * The state of one source. A signal changes it and causes effects. All threads see the new state first. Then a
 * {@link Performer} performs the effects on the thread that sent the signal.
 */
public final class StateMachine {

    private final AtomicReference<State> state;
    private final Step start;
    private final Performer performer;

    /** A machine that is not yet {@linkplain #start started}. Its state is {@link ReadyState#CONNECTING}. */
    public StateMachine(ReconnectionSettings settings, Performer performer) {
        this.start = Transitions.begin(settings);
        this.state = new AtomicReference<>(start.state());
        this.performer = performer;
    }

    /** Performs the effects of the start. */
    public void start() {
        perform(start);
    }

    /** Changes the state and performs the effects of the change. */
    public void signal(Signal signal) {
        State before;
        Step step;
        do {
            before = state.get();
            step = Transitions.next(before, signal);
        } while (!state.compareAndSet(before, step.state()));
        perform(step);
    }

    private void perform(Step step) {
        step.effects().forEach(effect -> effect.perform(performer));
    }

    public ReadyState readyState() {
        return state.get().readyState();
    }

    /** Returns whether the next attempt waits, although its delay is over. */
    public boolean isHeld() {
        return state.get() instanceof State.Held;
    }

    /** Returns whether the source is closed for good. */
    public boolean isClosed() {
        return state.get() instanceof State.Closed;
    }
}
