package org.eventsource.impl.cursor;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eventsource.MessageEvent;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.impl.dispatch.FailureMessage;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** The id up to which one source has handled its stream. Safe for use by many threads. */
public final class Cursor {

    /** The number of characters that an id may have. */
    public static final int LONGEST_ID = 1_000;

    private final CursorUse use;
    private final String source;
    private final Predicate<String> canBeSent;
    private final System.Logger logger;
    private final StoreOutage outage;

    /** A store is called by one thread at a time. */
    private final ReentrantLock lock = new ReentrantLock();

    /** How many loads have not returned. */
    private final AtomicInteger loads = new AtomicInteger();

    private volatile @Nullable String last;

    /** Whether the store has answered a load. */
    private volatile boolean known;

    /** Whether the last save has failed. Guarded by the lock, as is the next field. */
    private boolean saveFailed;

    /** The id of that save, if it may have been made nevertheless; null: it was not made. */
    private @Nullable String uncertain;

    /** Used in turn, as is the next field. */
    private boolean unusableLogged;

    private boolean withoutIdLogged;

    /**
     * A cursor that was not loaded yet.
     *
     * @param source the name of the source in the log
     * @param canBeSent whether a request of the source can carry an id exactly
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    public Cursor(
            CursorUse use, String source, Predicate<String> canBeSent, LongSupplier nanoTime, System.Logger logger) {
        this.use = use;
        this.source = source;
        this.canBeSent = canBeSent;
        this.outage = new StoreOutage(source, nanoTime, logger);
        this.logger = logger;
    }

    /**
     * Asks the store. May block.
     *
     * @return empty if it has no id
     * @throws CursorException if the store does not answer, or if no request can carry its id exactly
     */
    public Optional<String> load() throws CursorException {
        loads.incrementAndGet();
        try {
            return loadAlone();
        } finally {
            loads.decrementAndGet();
        }
    }

    private Optional<String> loadAlone() throws CursorException {
        lock.lock();
        try {
            Optional<String> loaded = use.store().load(use.name());
            settled(loaded.orElse(null));
            known = true;
            outage.answered();
            if (!loaded.map(canBeSent::test).orElse(true)) {
                throw new CursorException(
                        "the id of the cursor %s cannot be sent exactly over this transport: %s"
                                .formatted(named(), loaded.get()),
                        null);
            }
            return loaded;
        } catch (CursorException e) {
            throw e;
        } catch (Throwable e) {
            // Also an error, such as a class that is absent: the store may work later.
            FatalErrors.rethrow(e);
            throw new CursorException("the cursor %s cannot be read: %s".formatted(named(), words(e)), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves the cursor: everything up to this id is handled. May block.
     *
     * @throws CursorConflictException if another process has moved it
     * @throws CursorException if it is not certain that the id is saved
     */
    public void save(String id) throws CursorException, CursorConflictException {
        lock.lock();
        try {
            saveInTransaction(id);
            committed(id);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Like {@link #save}, in a transaction of the caller. If that is committed, {@link #committed} is to be called, and
     * if it is rolled back, {@link #rolledBack}.
     */
    public void saveInTransaction(String id) throws CursorException, CursorConflictException {
        lock.lock();
        try {
            if (!isSaved(id)) {
                saveFailed = true;
                uncertain = id;
                use.store().save(use.name(), id);
            }
            saveFailed = false;
            uncertain = null;
            outage.answered();
        } catch (CursorConflictException e) {
            uncertain = null;
            outage.answered();
            throw e;
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            throw new CursorException("the cursor %s cannot be saved: %s".formatted(named(), words(e)), e);
        } finally {
            lock.unlock();
        }
    }

    /** The transaction of the last save was committed. */
    public void committed(String id) {
        lock.lock();
        try {
            settled(id);
        } finally {
            lock.unlock();
        }
    }

    /** The store has this id. */
    private void settled(@Nullable String stored) {
        last = stored;
        saveFailed = false;
        uncertain = null;
    }

    /** A save that failed may have been made, and another process may have moved the cursor since. */
    private boolean isSaved(String id) throws Exception {
        if (!saveFailed) {
            return false;
        }
        Optional<String> stored = use.store().load(use.name());
        boolean made = uncertain != null && stored.equals(Optional.of(uncertain));
        if (!made && !stored.equals(last())) {
            throw new CursorConflictException("the cursor %s was moved by another process: the store has %s"
                    .formatted(named(), stored.map(ForeignText::of).orElse("no id")));
        }
        settled(stored.orElse(null));
        return made && stored.equals(Optional.of(id));
    }

    /** The transaction of the last save was rolled back, so that this save was not made if it has failed. */
    public void rolledBack() {
        lock.lock();
        try {
            uncertain = null;
        } finally {
            lock.unlock();
        }
    }

    /** The store did not answer. The call is repeated. */
    public void unanswered(Throwable cause) {
        outage.failed(cause);
    }

    /** What was {@linkplain #unanswered unanswered} is done, also if the store had no part in it. */
    public void answered() {
        outage.answered();
    }

    /** Returns whether the store did not answer the last time. Does not ask it. */
    public boolean isUnanswered() {
        return outage.isRunning();
    }

    /** Returns whether a {@link #load} has not returned yet. On any thread. */
    public boolean isLoading() {
        return loads.get() > 0;
    }

    /** Returns whether the store was loaded, so that {@link #last} is what it has. */
    public boolean isKnown() {
        return known;
    }

    /** Returns the id that was loaded or saved last; empty if there is none. Does not ask the store. */
    public Optional<String> last() {
        return Optional.ofNullable(last);
    }

    /** Returns whether a request of the source can carry an id exactly. */
    public boolean canBeSent(String id) {
        return canBeSent.test(id);
    }

    /**
     * Returns the position after a block with this {@code id} field; null if the block does not move the cursor. To be
     * called in turn.
     */
    public @Nullable String position(String id) {
        if (id.isEmpty()) {
            return null;
        }
        if (id.length() <= LONGEST_ID && canBeSent.test(id)) {
            return id;
        }
        if (!unusableLogged) {
            unusableLogged = true;
            logger.log(
                    WARNING,
                    "%s: the stream has an id that is longer than %d characters or cannot be sent exactly over this transport; the cursor stays at the id before: %s"
                            .formatted(source, LONGEST_ID, ForeignText.of(id)));
        }
        return null;
    }

    /** The stream has a message that does not move the cursor. To be called in turn. */
    public void withoutId(MessageEvent message) {
        if (!withoutIdLogged) {
            withoutIdLogged = true;
            logger.log(
                    WARNING,
                    "%s: the stream has messages without an id; after a crash such a message of type \"%s\" may be handled again"
                            .formatted(source, ForeignText.of(message.type())));
        }
    }

    /**
     * The source has ended, so another process may use the file of the cursor. A later call opens it again. Waits for a
     * load or a save of that file, and for no other store.
     */
    public void release() {
        if (use.store() instanceof FileCursors files) {
            try {
                files.release(use.name());
            } catch (IOException e) {
                logger.log(WARNING, source + ": the file of the cursor could not be closed", ForeignText.of(e));
            }
        }
    }

    private String named() {
        return "\"" + use.name() + "\"";
    }

    private static String words(Throwable failure) {
        String message = FailureMessage.of(failure);
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public String toString() {
        return "Cursor[" + use.name() + "]";
    }
}
