package org.eventsource.impl.source;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/** One thread at a time applies signals and calls listeners; while it does, it may come back for more. */
final class Turn {

    private final ReentrantLock lock = new ReentrantLock();
    private final BiConsumer<String, Throwable> onFailure;

    /** With what to do, in turn, about a failure of what runs in turn: a reason for people, and the cause. */
    Turn(BiConsumer<String, Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    void run(Runnable action) {
        begin();
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            end();
        }
    }

    /** As {@link #run} does it, for what cannot afford an object. */
    void begin() {
        lock.lock();
    }

    void end() {
        lock.unlock();
    }

    /** Deals with what was thrown in turn: a fault of ours may have cut short what others would wait for in vain. */
    void fail(Throwable thrown) {
        String failed = thrown instanceof VirtualMachineError
                ? "a listener, or what called it, failed: "
                : "the source failed: ";
        onFailure.accept(failed + FailureReason.words(thrown), thrown);
    }

    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }
}
