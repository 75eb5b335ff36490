package org.eventsource.benchmarks.streams;

import java.time.Duration;

/** Receives what a contestant reports of a stream. */
@FunctionalInterface
public interface StreamListener {

    /** The data of the next event. */
    void onData(String data);

    /**
     * The stream is lost and requested again after this time. Contestants that do not report it do not call this
     * method.
     */
    default void onLost(Duration reconnectIn) {}
}
