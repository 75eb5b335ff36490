package org.eventsource.impl.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time work for a source. That thread may take the turn again.
 *
 * <p>A thread that has one turn may ask for another one, as when a listener dispatches an event to another source. If
 * the thread that has the other turn waits, directly or through others, for a turn of the asking thread, both would
 * wait forever. The asking thread then takes the turn over until it is done. The thread that had it is blocked in a
 * listener for that time, so that still one thread at a time works for the source.
 */
public final class Turn {

    /** Guards {@link #WAITING} and every decision to wait or to take over. */
    private static final ReentrantLock DECISION = new ReentrantLock();

    /** The turn that each blocked thread waits for. A thread is in here only while it has no chance to go on. */
    private static final Map<Thread, Turn> WAITING = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();

    /** The thread that works now; it may have taken the turn over from the one that has the lock. */
    private volatile @Nullable Thread worker;

    /** Runs an action when the caller has the turn; what it throws goes to the caller. */
    public void run(Runnable action) {
        Holder before = begin();
        try {
            action.run();
        } finally {
            end(before);
        }
    }

    /**
     * Waits for the turn.
     *
     * @return what {@link #end} takes; null if the caller has the turn already
     */
    public @Nullable Holder begin() {
        Thread caller = Thread.currentThread();
        if (worker == caller) {
            return null;
        }
        if (lock.tryLock() || waits(caller)) {
            worker = caller;
            return Holder.NOBODY;
        }
        Holder blocked = new Holder(requireNonNull(worker));
        worker = caller;
        return blocked;
    }

    /**
     * Ends what {@link #begin} began. A turn within a turn ends nothing: a stack overflow there, which may also keep
     * this method from being called, does no harm.
     */
    public void end(@Nullable Holder before) {
        if (before == null) {
            return;
        }
        worker = before.thread;
        if (before.thread == null) {
            lock.unlock();
        }
    }

    public boolean isMine() {
        return worker == Thread.currentThread();
    }

    /** Says false, without waiting, if the turn will not come before the caller gives back one of its own. */
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
        Thread thread = worker;
        while (thread != null && thread != caller) {
            Turn wanted = WAITING.get(thread);
            thread = wanted == null ? null : wanted.worker;
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

    /** Whom a turn was taken over from, if from anybody. */
    public static final class Holder {

        private static final Holder NOBODY = new Holder(null);

        private final @Nullable Thread thread;

        private Holder(@Nullable Thread thread) {
            this.thread = thread;
        }
    }
}
