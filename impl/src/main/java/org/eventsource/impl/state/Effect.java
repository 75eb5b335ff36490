package org.eventsource.impl.state;

import java.time.Duration;

/**
 * One thing to do after a signal. A {@link Step} lists its effects in order.
 *
 * <p>Each effect calls one method of a {@link Performer}. A new effect needs a new method there, and the compiler
 * rejects a performer without it.
 */
public sealed interface Effect {

    void perform(Performer performer);

    /** Does what effects ask for. */
    interface Performer {

        /** Starts an attempt. */
        void connect();

        /** Cancels the current exchange, if there is one, and the delay before the next attempt. */
        void disconnect();

        /**
         * Dispatches {@code open}.
         *
         * @param origin the origin of the URL that returned the stream
         */
        void announce(String origin);

        /**
         * Dispatches {@code error} with the state that was entered. Signals {@link Signal.Elapsed} after the delay.
         *
         * @param spread the longest random time that is added to the delay
         */
        void await(Failure failure, Duration delay, Duration spread);

        /** Stops sending the current last event id. */
        void leaveOutId(Failure failure);

        /** Dispatches the last {@code error}. */
        void report(Failure failure);

        /** Stops timers and releases shared resources. */
        void release();
    }

    record Connect() implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.connect();
        }
    }

    record Disconnect() implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.disconnect();
        }
    }

    record Announce(String origin) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.announce(origin);
        }
    }

    record Wait(Failure failure, Duration delay, Duration spread) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.await(failure, delay, spread);
        }
    }

    record LeaveOutId(Failure failure) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.leaveOutId(failure);
        }
    }

    record Report(Failure failure) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.report(failure);
        }
    }

    record Release() implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.release();
        }
    }
}
