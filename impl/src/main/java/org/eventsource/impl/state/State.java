package org.eventsource.impl.state;

import org.eventsource.ReadyState;

/**
 * The state of a source, and what each signal does in it. A signal that has no meaning in a state, such as one that
 * comes late, changes nothing.
 */
sealed interface State extends Signal.Visitor<Step> {

    ReadyState readyState();

    @Override
    default Step onOpened(Signal.Opened signal) {
        return Step.of(this);
    }

    @Override
    default Step onLost(Signal.Lost signal) {
        return Step.of(this);
    }

    @Override
    default Step onIdRefused(Signal.IdRefused signal) {
        return Step.of(this);
    }

    @Override
    default Step onRefused(Signal.Refused signal) {
        return Step.of(this);
    }

    @Override
    default Step onFailed(Signal.Failed signal) {
        return Transitions.end(signal.failure());
    }

    @Override
    default Step onGiveUp(Signal.GiveUp signal) {
        return Step.of(this);
    }

    @Override
    default Step onRetry(Signal.Retry signal) {
        return Step.of(this);
    }

    @Override
    default Step onElapsed(Signal.Elapsed signal) {
        return Step.of(this);
    }

    @Override
    default Step onResumed() {
        return Step.of(this);
    }

    @Override
    default Step onReopen() {
        return Step.of(this);
    }

    @Override
    default Step onClose() {
        return Transitions.CLOSED;
    }

    /** An attempt is running. */
    record Connecting(Reconnection reconnection) implements State {

        @Override
        public ReadyState readyState() {
            return ReadyState.CONNECTING;
        }

        @Override
        public Step onOpened(Signal.Opened signal) {
            return Step.of(new Open(reconnection.opened()), new Effect.Announce(signal.origin(), signal.headers()));
        }

        @Override
        public Step onLost(Signal.Lost signal) {
            return Transitions.attemptLost(reconnection, signal);
        }

        @Override
        public Step onIdRefused(Signal.IdRefused signal) {
            return Transitions.idRefused(reconnection, signal);
        }

        @Override
        public Step onGiveUp(Signal.GiveUp signal) {
            return Transitions.giveUp(this, signal);
        }

        @Override
        public Step onRefused(Signal.Refused signal) {
            return Transitions.refused(reconnection, signal);
        }
    }

    /** The stream is open, and events arrive. */
    record Open(Reconnection reconnection) implements State {

        @Override
        public ReadyState readyState() {
            return ReadyState.OPEN;
        }

        @Override
        public Step onLost(Signal.Lost signal) {
            return Transitions.lost(reconnection, signal);
        }

        @Override
        public Step onRefused(Signal.Refused signal) {
            return Transitions.refused(reconnection, signal);
        }

        @Override
        public Step onRetry(Signal.Retry signal) {
            return Step.of(new Open(reconnection.retry(signal.time())));
        }
    }

    /** The delay before the next attempt is running. */
    record Waiting(Reconnection reconnection) implements State {

        @Override
        public ReadyState readyState() {
            return ReadyState.CONNECTING;
        }

        @Override
        public Step onRefused(Signal.Refused signal) {
            return Transitions.refused(reconnection, signal);
        }

        @Override
        public Step onGiveUp(Signal.GiveUp signal) {
            return Transitions.giveUp(this, signal);
        }

        @Override
        public Step onElapsed(Signal.Elapsed signal) {
            return Transitions.elapsed(reconnection, readyState(), signal);
        }
    }

    /** A response closed the source. The delay before it is opened again is running. */
    record Suspended(Reconnection reconnection) implements State {

        @Override
        public ReadyState readyState() {
            return ReadyState.CLOSED;
        }

        @Override
        public Step onGiveUp(Signal.GiveUp signal) {
            return Transitions.giveUp(this, signal);
        }

        @Override
        public Step onElapsed(Signal.Elapsed signal) {
            return Transitions.elapsed(reconnection, readyState(), signal);
        }

        @Override
        public Step onReopen() {
            return Step.of(new Connecting(reconnection), new Effect.Disconnect(), new Effect.Connect());
        }
    }

    /**
     * The delay before the next attempt is over. The attempt waits: the source is paused, or messages are not handled.
     */
    record Held(Reconnection reconnection, ReadyState readyState) implements State {

        @Override
        public Step onRefused(Signal.Refused signal) {
            return Transitions.refused(reconnection, signal);
        }

        @Override
        public Step onResumed() {
            return Transitions.start(reconnection);
        }

        @Override
        public Step onReopen() {
            return readyState == ReadyState.CLOSED ? Transitions.start(reconnection) : Step.of(this);
        }
    }

    /** The source is closed for good. No signal leads to another state. */
    record Closed() implements State {

        @Override
        public ReadyState readyState() {
            return ReadyState.CLOSED;
        }

        @Override
        public Step onFailed(Signal.Failed signal) {
            return Step.of(this);
        }

        @Override
        public Step onClose() {
            return Step.of(this);
        }
    }
}
