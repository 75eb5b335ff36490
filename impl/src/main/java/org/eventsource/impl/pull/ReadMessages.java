package org.eventsource.impl.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.source.MessageSink;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the last read of a source, until the application has taken them. While there are some, the source
 * reads no more. They are handed over together, so most of them cost no lock.
 *
 * <p>The source adds messages in its turn. One thread at a time takes them.
 */
final class ReadMessages implements MessageSink {

    private static final int NO_CONTENT = 204;

    private final Runnable onChange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The messages of the read that goes on. Used in turn. */
    private List<MessageEvent> arriving = new ArrayList<>();

    /** Guarded by the lock, as is the rest of the fields without another comment. */
    private List<MessageEvent> arrived = List.of();

    /** Whether messages arrived that were not taken. */
    private boolean outstanding;

    private boolean held;
    private boolean discarded;

    /** Whether the application wants no more messages. Any thread may read it. */
    private volatile boolean abandoned;

    private boolean over;
    private @Nullable ErrorEvent failure;

    /** Any thread may read it. */
    private volatile boolean closedByOwner;

    /** The messages that are being taken. Used by the thread that takes them, as is the next field. */
    private List<MessageEvent> taken = List.of();

    private int next;

    /** @param onChange is called when messages have arrived, and at the end; on any thread */
    ReadMessages(Runnable onChange) {
        this.onChange = onChange;
    }

    @Override
    public void onMessage(MessageEvent message) {
        arriving.add(message);
    }

    @Override
    public void onReadEnd() {
        if (arriving.isEmpty()) {
            return;
        }
        List<MessageEvent> read = arriving;
        arriving = new ArrayList<>(read.size());
        lock.lock();
        try {
            if (discarded) {
                return;
            }
            if (arrived.isEmpty()) {
                arrived = read;
            } else {
                arrived.addAll(read);
            }
            outstanding = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    @Override
    public boolean mayHold() {
        return true;
    }

    @Override
    public boolean wantsMore() {
        lock.lock();
        try {
            return arriving.isEmpty() && !outstanding;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean holds() {
        lock.lock();
        try {
            held = outstanding;
            return held;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onError(ErrorEvent event) {
        onReadEnd();
        if (isLast(event) && !isEndOfServer(event)) {
            sourceFailed(event);
        }
    }

    /** Returns whether the source is closed for good. A source that waits to be reopened is not. */
    static boolean isLast(ErrorEvent event) {
        return event.readyState() == ReadyState.CLOSED && event.reconnectIn().isEmpty();
    }

    /** The server ended the stream in the way that the application expects. */
    static boolean isEndOfServer(ErrorEvent event) {
        return event.kind() == ErrorKind.END || event.status().orElse(0) == NO_CONTENT;
    }

    @Override
    public void onOwnerCloses(ErrorEvent cause) {
        lock.lock();
        try {
            failure = cause;
            closedByOwner = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The source closes because of this, and not because of its owner. */
    void sourceFailed(ErrorEvent event) {
        lock.lock();
        try {
            failure = event;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the owner of the source closes it, so that nothing is to be tried again. */
    boolean isClosedByOwner() {
        return closedByOwner;
    }

    @Override
    public void onClosed() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** Takes a message; null: there is none now. */
    @Nullable
    MessageEvent poll() {
        if (next == taken.size()) {
            next = 0;
            taken = takeArrived();
        }
        return taken.isEmpty() ? null : taken.get(next++);
    }

    private List<MessageEvent> takeArrived() {
        lock.lock();
        try {
            List<MessageEvent> all = arrived;
            arrived = List.of();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Drops all messages, and those that still arrive. To be called by the thread that takes them. */
    void discard() {
        taken = List.of();
        next = 0;
        lock.lock();
        try {
            discarded = true;
            arrived = List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the application or the owner closes the source, or the time is up. */
    void awaitClose(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (left > 0 && !abandoned && !closedByOwner) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** The application wants no more messages. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the messages that were taken together are used up. */
    boolean isUsedUp() {
        return next == taken.size();
    }

    /** To be called when a message was taken. Returns whether the source has to read on. */
    boolean wantsReadOn() {
        if (!isUsedUp()) {
            return false;
        }
        lock.lock();
        try {
            outstanding = !arrived.isEmpty();
            boolean readOn = held && !outstanding;
            held &= !readOn;
            return readOn;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until messages have arrived, or the source is closed for good.
     *
     * @return false if the time is up
     */
    boolean await(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (arrived.isEmpty() && !over) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the source is closed for good, and all messages were taken together. */
    boolean isOver() {
        lock.lock();
        try {
            return over && arrived.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns why the source was closed; null: it has ended. */
    @Nullable
    ErrorEvent failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }
}
