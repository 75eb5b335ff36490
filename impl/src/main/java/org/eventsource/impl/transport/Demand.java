package org.eventsource.impl.transport;

import java.util.concurrent.Semaphore;

/** Where the thread of a blocking exchange waits until the next bytes are wanted. */
public final class Demand {

    private final Semaphore permits = new Semaphore(0);

    /** Waits for {@link #readOn} or {@link #end}. An interrupt does not end it. */
    public void await() {
        permits.acquireUninterruptibly();
    }

    /** Ends one wait, also one that has not begun. */
    public void readOn() {
        permits.release();
    }

    /** Ends the last wait, because the exchange is over. */
    public void end() {
        permits.release();
    }
}
