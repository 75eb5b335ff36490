package org.eventsource.impl.state;

import java.time.Duration;

/** What is to be done, in order. */
public sealed interface Effect {

    /** Begin an attempt. */
    record Connect() implements Effect {}

    /** Give up the exchange, if there is one. */
    record Disconnect() implements Effect {}

    /** ApplicationExecutor {@code open}. */
    record Announce() implements Effect {}

    /**
     * ApplicationExecutor {@code error}, with the state that was entered, and signal {@link Signal.Elapsed} after the
     * delay.
     *
     * @param delay to which the caller may add a random part of at most {@code spread}
     */
    record Wait(Failure failure, Duration delay, Duration spread) implements Effect {}

    /** Send the last event id of this moment no more. */
    record LeaveOutId(Failure failure) implements Effect {}

    /** ApplicationExecutor the last {@code error}. */
    record Report(Failure failure) implements Effect {}

    /** Nothing is needed any more: stop timers, give back what is shared. */
    record Release() implements Effect {}
}
