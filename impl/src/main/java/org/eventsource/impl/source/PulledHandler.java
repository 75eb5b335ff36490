package org.eventsource.impl.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eventsource.MessageEvent;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.CursorException;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.cursor.Saves;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages on to an application that takes them, and moves the cursor when the application has handled them. The
 * source does not connect while there are messages that were not handled, as the server would send them again.
 */
final class PulledHandler implements MessageHandler {

    private final Cursor cursor;
    private final Saves saves;
    private final Delivery delivery;
    private final Runnable settled;
    private final ReentrantLock lock = new ReentrantLock();

    /** The positions after the messages that are not handled, in order. Guarded by the lock. */
    private final Deque<Optional<String>> positions = new ArrayDeque<>();

    PulledHandler(Cursor cursor, Delivery delivery, Runnable settled) {
        this.cursor = cursor;
        this.saves = new Saves(cursor);
        this.delivery = delivery;
        this.settled = settled;
    }

    @Override
    public Outcome handle(MessageEvent message, @Nullable String position) {
        add(Optional.ofNullable(position));
        delivery.deliver(message);
        return Outcome.DONE;
    }

    /** The block belongs to the message before it, unless that is handled. */
    @Override
    public Outcome move(String position) {
        return replaceLast(position) ? Outcome.DONE : saves.save(position);
    }

    /** Returns false if all messages are handled. */
    private boolean replaceLast(String position) {
        lock.lock();
        try {
            if (positions.pollLast() == null) {
                return false;
            }
            positions.addLast(Optional.of(position));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Optional<String> position) {
        lock.lock();
        try {
            positions.addLast(position);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Outcome again() {
        return saves.again();
    }

    @Override
    public boolean isBusy() {
        lock.lock();
        try {
            return !positions.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application has handled the oldest message. One thread at a time may call this. May block.
     *
     * @return false if the store did not answer. This is then called again
     * @throws CursorConflictException if another process has moved the cursor
     */
    boolean handled() throws CursorConflictException {
        Optional<String> position;
        do {
            position = oldest();
            if (position.isPresent() && !saved(position.get())) {
                return false;
            }
        } while (!removed(position));
        if (!isBusy()) {
            settled.run();
        }
        return true;
    }

    private boolean saved(String position) throws CursorConflictException {
        try {
            cursor.save(position);
            return true;
        } catch (CursorException e) {
            cursor.unanswered(e);
            return false;
        }
    }

    private Optional<String> oldest() {
        lock.lock();
        try {
            return positions.getFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Removes the oldest message, unless a block without data has moved its position in the meantime. */
    private boolean removed(Optional<String> saved) {
        lock.lock();
        try {
            boolean unchanged = positions.getFirst().equals(saved);
            if (unchanged) {
                positions.removeFirst();
            }
            return unchanged;
        } finally {
            lock.unlock();
        }
    }
}
