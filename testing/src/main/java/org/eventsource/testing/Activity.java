package org.eventsource.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The number of tasks that streams have to do. */
final class Activity {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int tasks;

    /**
     * Counts a task.
     *
     * @return is called when the task has ended; further calls do nothing
     */
    Runnable begin() {
        add(1);
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                add(-1);
            }
        };
    }

    private void add(int number) {
        lock.lock();
        try {
            tasks += number;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is nothing to do.
     *
     * @throws AssertionError if that takes too long, or if the thread is interrupted
     */
    void awaitEnd() {
        long left = NANOSECONDS.convert(Patience.LIMIT);
        lock.lock();
        try {
            while (tasks > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
            if (tasks > 0) {
                throw new AssertionError("a listener, an observer or a customizer of a stream has not returned within "
                        + Patience.LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted before the streams had nothing to do", e);
        } finally {
            lock.unlock();
        }
    }
}
