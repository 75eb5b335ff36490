package org.eventsource.impl.state;

import org.eventsource.ReadyState;

/** Where a source is. */
public sealed interface State {

    ReadyState readyState();

    /** An attempt is under way. */
    record Connecting(Reconnection reconnection) implements State {
        @Override
        public ReadyState readyState() {
            return ReadyState.CONNECTING;
        }
    }

    /** Events come. */
    record Open(Reconnection reconnection) implements State {
        @Override
        public ReadyState readyState() {
            return ReadyState.OPEN;
        }
    }

    /** The delay before the next attempt is running. */
    record Waiting(Reconnection reconnection) implements State {
        @Override
        public ReadyState readyState() {
            return ReadyState.CONNECTING;
        }
    }

    /** An answer closed the source; the delay before it is opened again is running. */
    record Suspended(Reconnection reconnection) implements State {
        @Override
        public ReadyState readyState() {
            return ReadyState.CLOSED;
        }
    }

    /** The end; nothing leads out of it. */
    record Closed() implements State {
        @Override
        public ReadyState readyState() {
            return ReadyState.CLOSED;
        }
    }
}
