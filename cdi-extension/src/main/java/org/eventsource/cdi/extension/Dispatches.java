package org.eventsource.cdi.extension;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is being dispatched in the application: nothing begins after the stop, and the stop waits for what runs. */
final class Dispatches {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int running;
    private boolean stopped;

    /** Runs a dispatch, unless stopped. */
    void run(Runnable dispatch) {
        if (!begin()) {
            return;
        }
        try {
            dispatch.run();
        } finally {
            end();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            if (!stopped) {
                running++;
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all that ran has ended in time. */
    boolean awaitIdle(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (running > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return running == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
