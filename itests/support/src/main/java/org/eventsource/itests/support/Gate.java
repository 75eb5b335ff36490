package org.eventsource.itests.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a script, or a listener, until the test has seen what it wants to see. */
public final class Gate {

    private final CountDownLatch latch = new CountDownLatch(1);

    public void open() {
        latch.countDown();
    }

    public void await() throws InterruptedException {
        await(Patience.LIMIT);
    }

    /** Waits for as long as given, for a test with much to do before it opens the gate. */
    public void await(Duration limit) throws InterruptedException {
        if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the gate was not opened within " + limit);
        }
    }
}
