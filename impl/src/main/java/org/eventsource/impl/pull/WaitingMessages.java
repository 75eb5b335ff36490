package org.eventsource.impl.pull;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a subscriber has not taken yet, up to a limit. The thread that adds them never waits. Safe for use
 * by many threads.
 */
public final class WaitingMessages {

    private static final int MESSAGES = 256;
    private static final long BYTES = 1L << 20;

    private final String name;
    private final Runnable onChange;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as is the rest of the fields. */
    private final Queue<MessageEvent> waiting = new ArrayDeque<>();

    private long bytes;
    private boolean over;
    private @Nullable ErrorEvent failure;

    /**
     * @param name names the stream in messages
     * @param onChange is called when there is a message, and at the end
     */
    public WaitingMessages(String name, Runnable onChange) {
        this.name = name;
        this.onChange = onChange;
    }

    /**
     * Adds a message. If the subscriber lags too far behind, all messages are dropped and the subscriber fails.
     *
     * @return false if no message is added any more
     */
    public boolean add(MessageEvent message) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            waiting.add(message);
            bytes += size(message);
            // A message that waits alone is no lag, whatever its size is.
            if (waiting.size() > MESSAGES || (bytes > BYTES && waiting.size() > 1)) {
                drop();
                failure = ErrorEvent.builder(
                                ErrorKind.LISTENER,
                                ReadyState.CLOSED,
                                name
                                        + ": the subscriber lags by more than 256 messages or 1 MiB; make it faster,"
                                        + " or set shared = false for the stream, so that the server waits for it")
                        .build();
            }
        } finally {
            lock.unlock();
        }
        onChange.run();
        return !isEnded();
    }

    /** Returns the size of the data in UTF-8. Each half of a surrogate pair counts as two bytes. */
    private static long size(MessageEvent message) {
        String data = message.data();
        long size = data.length();
        for (int i = 0; i < data.length(); i++) {
            char unit = data.charAt(i);
            if (unit >= 0x80) {
                size += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
            }
        }
        return size;
    }

    private void drop() {
        over = true;
        bytes = 0;
        waiting.clear();
    }

    /** Ends what waits if an event of a source is its last one. Returns whether it is. */
    public boolean endAt(ErrorEvent event) {
        if (!ReadMessages.isLast(event)) {
            return false;
        }
        end(ReadMessages.isEndOfServer(event) ? null : event);
        return true;
    }

    /**
     * Ends after the messages that wait. Does nothing if it has ended.
     *
     * @param cause null: the stream has ended in the way that the application expects
     */
    public void end(@Nullable ErrorEvent cause) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            failure = cause;
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** Drops what waits, and takes no more messages. */
    public void close() {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message; null: there is none now. */
    public @Nullable MessageEvent poll() {
        lock.lock();
        try {
            MessageEvent message = waiting.poll();
            if (message != null) {
                bytes -= size(message);
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether no message is added any more. */
    public boolean isEnded() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether no message is added any more, and all were taken. */
    public boolean isOver() {
        lock.lock();
        try {
            return over && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns why no message is added any more; null: the stream has ended in the way that the application expects. */
    public @Nullable ErrorEvent failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }
}
