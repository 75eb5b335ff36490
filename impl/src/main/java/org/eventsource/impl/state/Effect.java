package org.eventsource.impl.state;

import java.net.http.HttpHeaders;
import java.time.Duration;

/**
 * One thing to do after a signal. A {@link Step} lists its effects in order.
 *
 * <p>Each effect calls one method of a {@link Performer}. A new effect needs a new method there, and the compiler
 * rejects a performer without it.
 */
sealed interface Effect {

    void perform(Performer performer);

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

    record Announce(String origin, HttpHeaders headers) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.announce(origin, headers);
        }
    }

    record Delay(Duration time) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.delay(time);
        }
    }

    record Wait(Failure failure, Duration delay, Duration spread) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.await(failure, delay, spread);
        }
    }

    record Hold() implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.hold();
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
