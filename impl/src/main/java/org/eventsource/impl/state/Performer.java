package org.eventsource.impl.state;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** Performs the effects of a {@link StateMachine}, in the order of the calls. */
public interface Performer {

    /** Starts an attempt. */
    void connect();

    /** Cancels the current exchange, if there is one, and the delay before the next attempt. */
    void disconnect();

    /**
     * Dispatches {@code open}.
     *
     * @param origin the origin of the URL that returned the stream
     * @param headers the headers of the response, for the application
     */
    void announce(String origin, HttpHeaders headers);

    /**
     * Dispatches {@code error} with the state that was entered. Signals {@link Signal.Elapsed} after the delay.
     *
     * @param spread the longest random time that is added to the delay
     */
    void await(Failure failure, Duration delay, Duration spread);

    /** Signals {@link Signal.Elapsed} after a time. Nothing has failed. */
    void delay(Duration time);

    /** The next attempt waits until {@link Signal.Resumed}. */
    void hold();

    /** Stops sending the current last event id. */
    void leaveOutId(Failure failure);

    /** Dispatches the last {@code error}. */
    void report(Failure failure);

    /** Stops timers and releases shared resources. */
    void release();
}
