package org.eventsource.impl.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that lets one thread at a time work for a source. The thread that has the turn may take it again.
 *
 * <p>A thread that has one turn may wait for another one, for example when a listener dispatches an event to another
 * source. If the thread that has the other turn waits, directly or through others, for a turn of the first thread, both
 * would wait forever. The first thread then takes the other turn over until its action is done. The thread that had
 * that turn is blocked in a listener for that time, so still one thread at a time works for the source.
 */
public final class Turn {

    /** Guards {@link #WAITING} and every decision to wait or to take over. */
    private static final ReentrantLock DECISION = new ReentrantLock();

    /** The turn that each blocked thread waits for. Threads that can continue are not in this map. */
    private static final Map<Thread, Turn> WAITING = new HashMap<>();

    private final OwnedLock lock = new OwnedLock();

    /**
     * The thread that has taken the turn over from the owner of the lock; null: none has. Not the thread that works in
     * any case: each read of a stream takes the turn, and a write of a reference needs a memory fence.
     */
    private volatile @Nullable Thread taker;

    /** A lock that returns its owner. */
    private static final class OwnedLock extends ReentrantLock {

        private static final long serialVersionUID = 1L;

        @Nullable
        Thread owner() {
            return getOwner();
        }
    }

    /**
     * Waits for the turn and runs an action in it. Throws what the action throws.
     *
     * <p>An action that runs within another action of the thread changes nothing here, so a stack overflow in it leaves
     * the turn as it was.
     */
    public void run(Runnable action) {
        Thread before = enter();
        try {
            action.run();
        } finally {
            leave(before);
        }
    }

    /**
     * Runs an action in the turn if no thread has it. Throws what the action throws.
     *
     * @return false if a thread has the turn, possibly this one; the action did not run
     */
    public boolean tryRun(Runnable action) {
        if (isMine() || !lock.tryLock()) {
            return false;
        }
        try {
            action.run();
        } finally {
            lock.unlock();
        }
        return true;
    }

    /**
     * Waits for the turn. For an action that is done so often that an object for each time would be too much.
     *
     * @return what is to be passed to {@link #leave} after the action, also after one that fails: the thread that has
     *     the turn then; null: none
     */
    public @Nullable Thread enter() {
        Thread caller = Thread.currentThread();
        if (isMine()) {
            return caller;
        }
        if (lock.tryLock() || waits(caller)) {
            return null;
        }
        Thread blocked = worker();
        taker = caller;
        return blocked;
    }

    /** Ends what {@link #enter} began. */
    public void leave(@Nullable Thread before) {
        if (before == null) {
            lock.unlock();
        } else if (before != Thread.currentThread()) {
            taker = before == lock.owner() ? null : before;
        }
    }

    /** Returns whether the current thread has the turn. */
    public boolean isMine() {
        Thread taken = taker;
        return taken == null ? lock.isHeldByCurrentThread() : taken == Thread.currentThread();
    }

    /**
     * Returns the thread that works now; null: none. A thread that decides whether to wait sees what matters: the
     * threads on its way have taken {@link #DECISION} before they blocked.
     */
    private @Nullable Thread worker() {
        Thread taken = taker;
        return taken == null ? lock.owner() : taken;
    }

    /**
     * Waits for the lock and returns true. Returns false without waiting if the lock will not be free before the caller
     * returns one of its own turns.
     */
    private boolean waits(Thread caller) {
        DECISION.lock();
        try {
            if (waitsForCaller(caller)) {
                return false;
            }
            WAITING.put(caller, this);
        } finally {
            DECISION.unlock();
        }
        try {
            lock.lock();
            return true;
        } finally {
            forget(caller);
        }
    }

    /** Follows the chain of threads, each of which waits for a turn of the next one. */
    private boolean waitsForCaller(Thread caller) {
        Thread thread = worker();
        while (thread != null && thread != caller) {
            Turn wanted = WAITING.get(thread);
            Thread next = wanted == null ? null : wanted.worker();
            // A thread that has just got the turn that it waited for can continue.
            thread = next == thread ? null : next;
        }
        return thread == caller;
    }

    private static void forget(Thread caller) {
        DECISION.lock();
        try {
            WAITING.remove(caller);
        } finally {
            DECISION.unlock();
        }
    }
}
