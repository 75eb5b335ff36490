package org.eventsource.itests;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a script, or a listener, until the test has seen what it wants to see. */
final class Gate {

    private final CountDownLatch latch = new CountDownLatch(1);

    void open() {
        latch.countDown();
    }

    void await() throws InterruptedException {
        if (!latch.await(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the gate was not opened within " + Patience.LIMIT);
        }
    }
}
