package org.eventsource.cdi.extension.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Allows the calls of one stream into the application until it is closed. The caller of {@code close} can wait for
 * running calls. Safe for use by many threads.
 */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The threads of the running calls. A thread that makes a call within a call is contained twice. */
    private final List<Thread> running = new ArrayList<>();

    private boolean closed;

    /**
     * Makes a call unless the gate is closed.
     *
     * @return whether the call was made
     */
    public boolean run(Runnable call) {
        if (!enter()) {
            return false;
        }
        try {
            call.run();
            return true;
        } finally {
            leave(Thread.currentThread());
        }
    }

    /**
     * Begins a call on this thread that {@link #leave} ends, unless the gate is closed.
     *
     * @return whether the call may be made
     */
    public boolean enter() {
        lock.lock();
        try {
            return !closed && running.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a call.
     *
     * @param entered the thread that has begun it
     */
    public void leave(Thread entered) {
        lock.lock();
        try {
            running.remove(entered);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the running calls, except calls of the calling thread itself.
     *
     * @return true if all of them ended in time and the thread was not interrupted
     */
    public boolean awaitEnd(Duration time) {
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
