package org.eventsource.impl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.cursor.CursorStore;

/** Cursors in memory. The store can be away, and another process can move a cursor. */
final class KeptCursors implements CursorStore {

    final Map<String, String> ids = new ConcurrentHashMap<>();
    final List<String> saved = new CopyOnWriteArrayList<>();
    final AtomicInteger refused = new AtomicInteger();

    /** How often the store is asked without an answer. */
    final AtomicInteger away = new AtomicInteger();

    /** How often the store needs a class that is absent. */
    final AtomicInteger broken = new AtomicInteger();

    /** What the store states of a cursor that was moved. */
    volatile String conflict = "the cursor was moved by another process";

    private volatile boolean moved;

    /** Another process moves the cursor. */
    void move(String stream, String id) {
        ids.put(stream, id);
        moved = true;
    }

    @Override
    public Optional<String> load(String stream) throws Exception {
        answer();
        moved = false;
        return Optional.ofNullable(ids.get(stream));
    }

    @Override
    public void save(String stream, String lastEventId) throws Exception {
        answer();
        if (moved) {
            throw new CursorConflictException(conflict);
        }
        ids.put(stream, lastEventId);
        saved.add(lastEventId);
    }

    private void answer() throws Exception {
        if (away.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refused.incrementAndGet();
            throw new Exception("the store is away");
        }
        if (broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new NoClassDefFoundError("com/example/Driver");
        }
    }
}
