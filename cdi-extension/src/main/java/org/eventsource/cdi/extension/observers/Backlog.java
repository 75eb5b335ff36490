package org.eventsource.cdi.extension.observers;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many notifications are unfinished: beyond a limit whoever brings another one waits. */
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
     * Waits for room; false if there is none any more, as the application stops. Not if the thread is interrupted: what
     * it brings would be lost.
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

    /** Takes what room there is or not; false as above. */
    boolean enterAtOnce() {
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
