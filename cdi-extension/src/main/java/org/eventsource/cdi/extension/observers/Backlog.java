package org.eventsource.cdi.extension.observers;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts unfinished notifications. If the limit is reached, {@link #enter} blocks. */
final class Backlog {

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int unfinished;
    private boolean stopped;

    Backlog(int limit) {
        this.limit = limit;
    }

    /**
     * Counts a notification. Blocks while the limit is reached. An interrupt does not end the wait: the notification
     * would be lost.
     *
     * @return false if the application stops, and the notification must not be started
     */
    boolean enter() {
        lock.lock();
        try {
            while (unfinished >= limit && !stopped) {
                changed.awaitUninterruptibly();
            }
            if (!stopped) {
                unfinished++;
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts a notification without blocking, also if the limit is reached.
     *
     * @return false if the application stops, and the notification must not be started
     */
    boolean enterWithoutBlocking() {
        lock.lock();
        try {
            if (!stopped) {
                unfinished++;
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            unfinished--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int unfinished() {
        lock.lock();
        try {
            return unfinished;
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
