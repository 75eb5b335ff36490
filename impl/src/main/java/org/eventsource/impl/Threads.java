package org.eventsource.impl;

import java.util.concurrent.Executor;
import org.eventsource.impl.transport.BlockingThreads;

/** Where the threads come from that run application code. */
public interface Threads {

    /**
     * For the listeners of pushed streams. Asked for at each source's opening; keeps nobody waiting, nor runs a task on
     * the thread that brings it.
     */
    Executor executor();

    /** For streams that are read. Asked for at each source's opening. */
    BlockingThreads blocking();

    /** Threads of the library's own: virtual where the runtime has them, else daemons that end when idle. */
    static Threads own() {
        return OwnThreads.OWN;
    }
}
