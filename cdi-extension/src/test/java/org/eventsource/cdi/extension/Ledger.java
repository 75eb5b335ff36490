package org.eventsource.cdi.extension;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.cdi.Stream;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.Transactions;

/** A small database: effects and one cursor, which change together when a transaction is committed. */
@Singleton
@Stream("orders")
class Ledger implements CursorStore {

    /** What was committed, in order. */
    final List<String> effects = new CopyOnWriteArrayList<>();

    /** The cursors that were committed, in order. */
    final List<String> cursors = new CopyOnWriteArrayList<>();

    /** How many effects each commit has. */
    final List<Integer> commits = new CopyOnWriteArrayList<>();

    /** What happens, for tests to wait for. */
    final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    /** How many of the next calls fail. */
    final AtomicInteger loadsAway = new AtomicInteger();

    final AtomicInteger savesAway = new AtomicInteger();
    /** How many of the next saves need a class that is absent. */
    final AtomicInteger savesBroken = new AtomicInteger();

    /** How many of the next transactions need a class that is absent. */
    final AtomicInteger beginsBroken = new AtomicInteger();

    final AtomicInteger commitsLost = new AtomicInteger();
    final AtomicInteger answersLost = new AtomicInteger();

    /** How many of the next saves outside of transactions are made, but not answered. */
    final AtomicInteger savesUnanswered = new AtomicInteger();

    /** How often a commit with this effect fails before it is made. */
    final Map<String, Integer> lostWith = new ConcurrentHashMap<>();

    /** How often a commit with this effect is made, but not answered. */
    final Map<String, Integer> unansweredWith = new ConcurrentHashMap<>();

    /** How often a save in a transaction with this effect fails. */
    final Map<String, Integer> unsavedWith = new ConcurrentHashMap<>();

    /** What follows after an effect. */
    final Map<String, Runnable> after = new ConcurrentHashMap<>();

    /** Whether the process that calls has crashed: nothing of it happens any more. */
    volatile boolean gone;

    private String cursor = "";
    private boolean movedByAnother;
    private List<String> pendingEffects;
    private String pendingCursor = "";

    private void checkAlive() {
        if (gone) {
            throw new IllegalStateException("the process has crashed");
        }
    }

    synchronized void effect(String effect) {
        checkAlive();
        if (pendingEffects == null) {
            effects.add(effect);
        } else {
            pendingEffects.add(effect);
        }
        after.getOrDefault(effect, () -> {}).run();
    }

    /** Another process handles messages up to an id. */
    synchronized void moveByAnother(String id) {
        set(id);
        movedByAnother = true;
    }

    /** Another process handles messages up to an id, in one transaction. */
    synchronized void handleByAnother(List<String> itsEffects, String id) {
        effects.addAll(itsEffects);
        moveByAnother(id);
    }

    private void set(String id) {
        cursor = id;
        cursors.add(id);
    }

    synchronized String cursor() {
        return cursor;
    }

    synchronized boolean isInTransaction() {
        return pendingEffects != null;
    }

    private static void fail(AtomicInteger times, String what) throws Exception {
        if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new Exception(what);
        }
    }

    private static void failWithError(AtomicInteger times) {
        if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new NoClassDefFoundError("com/example/Driver");
        }
    }

    private static void fail(Map<String, Integer> times, List<String> effects, String what) throws Exception {
        for (String effect : effects) {
            if (times.merge(effect, -1, Integer::sum) >= 0) {
                throw new Exception(what);
            }
        }
    }

    @Override
    public synchronized Optional<String> load(String stream) throws Exception {
        checkAlive();
        fail(loadsAway, "no answer");
        movedByAnother = false;
        return Optional.of(cursor).filter(id -> !id.isEmpty());
    }

    @Override
    public synchronized void save(String stream, String lastEventId) throws Exception {
        checkAlive();
        fail(savesAway, "not saved");
        failWithError(savesBroken);
        if (pendingEffects != null) {
            fail(unsavedWith, pendingEffects, "the transaction is aborted");
        }
        if (movedByAnother) {
            throw new CursorConflictException("it is at " + cursor);
        }
        if (pendingEffects == null) {
            set(lastEventId);
            failAfterSave();
        } else {
            pendingCursor = lastEventId;
        }
        log.add("saved " + lastEventId);
    }

    /** As in a table, the version of the row is another one then. */
    private void failAfterSave() throws Exception {
        movedByAnother = savesUnanswered.get() > 0;
        fail(savesUnanswered, "saved, but not answered");
    }

    @Override
    public synchronized void reset(String stream, String lastEventId) {
        cursor = lastEventId;
    }

    /** Its transactions. */
    @Singleton
    static class OfLedger implements Transactions {

        private final Ledger ledger;

        @Inject
        OfLedger(@Stream("orders") Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public boolean areAvailable() {
            return true;
        }

        @Override
        public void begin(Duration timeout) {
            failWithError(ledger.beginsBroken);
            synchronized (ledger) {
                ledger.pendingEffects = new ArrayList<>();
                ledger.pendingCursor = "";
            }
        }

        @Override
        public boolean isActive() {
            return ledger.isInTransaction();
        }

        @Override
        public void commit() throws Exception {
            synchronized (ledger) {
                List<String> made = ledger.pendingEffects;
                try {
                    ledger.checkAlive();
                    fail(ledger.commitsLost, "the connection broke before the commit");
                    fail(ledger.lostWith, made, "the connection broke before the commit");
                    ledger.effects.addAll(made);
                    ledger.commits.add(made.size());
                    if (!ledger.pendingCursor.isEmpty()) {
                        ledger.set(ledger.pendingCursor);
                    }
                    fail(ledger.answersLost, "the connection broke after the commit");
                    fail(ledger.unansweredWith, made, "the connection broke after the commit");
                } finally {
                    ledger.pendingEffects = null;
                }
            }
        }

        @Override
        public void rollback() {
            synchronized (ledger) {
                ledger.pendingEffects = null;
                ledger.log.add("rolled back");
            }
        }
    }
}
