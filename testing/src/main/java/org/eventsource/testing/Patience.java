package org.eventsource.testing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;

/** How long the kit waits for what must happen: long enough for a busy machine, short enough to see a hang. */
final class Patience {

    static final Duration LIMIT = Duration.ofSeconds(10);

    private Patience() {}

    /**
     * Returns the next element of a queue.
     *
     * @param what the element, as the message names it
     * @throws AssertionError if none came in time, or if the thread was interrupted
     */
    static <T> T next(BlockingQueue<T> queue, String what) {
        T next;
        try {
            next = queue.poll(LIMIT.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted before the next " + what + " came", e);
        }
        if (next == null) {
            throw new AssertionError("no " + what + " came within " + LIMIT.toSeconds() + " s");
        }
        return next;
    }
}
