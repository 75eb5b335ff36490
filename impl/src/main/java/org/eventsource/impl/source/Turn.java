package org.eventsource.impl.source;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/** One thread at a time applies signals and calls listeners; while it does, it may come back for more. */
final class Turn {

    private final ReentrantLock lock = new ReentrantLock();
    private final BiConsumer<String, Throwable> failed;

    /** With what to do, in turn, about a failure of what runs in turn: a reason for people, and the cause. */
    Turn(BiConsumer<String, Throwable> failed) {
        this.failed = failed;
    }

    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } catch (VirtualMachineError e) {
            failed.accept("a listener, or what called it, failed: " + e, e);
        } catch (RuntimeException | Error e) {
            // A fault of ours, or of what we were given: what it cut short would be waited for in vain.
            failed.accept("the source failed: " + e, e);
        } finally {
            lock.unlock();
        }
    }

    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }
}
