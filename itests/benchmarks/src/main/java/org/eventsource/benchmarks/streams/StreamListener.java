package org.eventsource.benchmarks.streams;

import java.time.Duration;

/** What a contestant tells of a stream. */
@FunctionalInterface
public interface StreamListener {

    /** The data of the next event. */
    void onData(String data);

    /** The stream is lost and asked for again after that time; those that do not say so do not call this. */
    default void onLost(Duration reconnectIn) {}
}
