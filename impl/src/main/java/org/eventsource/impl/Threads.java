package org.eventsource.impl;

import java.util.concurrent.Executor;
import org.eventsource.impl.transport.BlockingThreads;

/** The threads that run application code. */
public interface Threads {

    /**
     * Returns the executor of listeners for streams over {@code java.net.http}. It never blocks the submitting thread
     * and never runs tasks on it. Called when a source is opened.
     */
    Executor executor();

    /** Returns the threads for streams that block in a read. Called when a source is opened. */
    BlockingThreads blocking();

    /**
     * Returns threads of the library: virtual ones from Java 24 on, and otherwise daemon threads that end when idle.
     */
    static Threads own() {
        return OwnThreads.OWN;
    }
}
