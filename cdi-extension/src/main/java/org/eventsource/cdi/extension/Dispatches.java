package org.eventsource.cdi.extension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The calls into the application: none begins after the stop, and the stop waits for those that run. */
final class Dispatches {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The threads of what runs; one that calls within a call is here twice. */
    private final List<Thread> running = new ArrayList<>();

    private boolean stopped;

    /** Makes a call, unless stopped; says whether it did. */
    boolean run(Runnable call) {
        if (!begin()) {
            return false;
        }
        try {
            call.run();
            return true;
        } finally {
            end();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            return !stopped && running.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running.remove(Thread.currentThread());
            changed.signalAll();
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

    /** Whether all that ran has ended in time, but for what the calling thread itself is in the midst of. */
    boolean awaitEnd(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (othersRun() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !othersRun();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean othersRun() {
        return running.stream().anyMatch(thread -> thread != Thread.currentThread());
    }
}
