package org.eventsource.cdi.extension.observers;

import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.function.Supplier;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls of observers and the move of the cursor as one unit of work. Without transactions the cursor is not moved
 * here, because the calls could not be taken back. An error of the container or the store, such as a class that is
 * absent, is a failure like an exception, unless it is fatal.
 */
final class HandlingUnit {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final String name;
    private final UnitOfWork unit;
    private final @Nullable Cursor cursor;

    /** @param name the name of the stream in the log */
    HandlingUnit(String name, UnitOfWork unit, @Nullable Cursor cursor) {
        this.name = name;
        this.unit = unit;
        this.cursor = cursor;
    }

    boolean hasTransactions() {
        return unit.hasTransactions();
    }

    /** Calls observers, and moves the cursor if there are transactions. */
    UnitResult run(Supplier<Calls> calls) {
        return run(calls, unit.hasTransactions());
    }

    /** Moves the cursor. */
    UnitResult save(String position) {
        return run(() -> new Calls(List.of(), position), true);
    }

    /**
     * Moves the cursor and takes that back. The cursor has to be loaded before the next unit.
     *
     * @return why the cursor cannot be moved; null: it can be moved
     */
    @Nullable
    UnitResult trySave(String position) {
        try {
            unit.begin();
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            return new UnitResult.NotBegun(e);
        }
        try {
            return problem(new Calls(List.of(), position), true);
        } finally {
            rollback();
        }
    }

    /**
     * Calls of observers.
     *
     * @param position the id of the cursor after them; null: they do not move it
     */
    record Calls(List<Fired> fired, @Nullable String position) {

        private @Nullable Fired failed() {
            return fired.stream()
                    .filter(each -> each.failed().isPresent())
                    .findFirst()
                    .orElse(null);
        }
    }

    private UnitResult run(Supplier<Calls> calls, boolean saves) {
        try {
            unit.begin();
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            return new UnitResult.NotBegun(e);
        }
        boolean ended = false;
        try {
            Calls made = calls.get();
            UnitResult problem = problem(made, saves);
            if (problem != null) {
                return problem;
            }
            ended = true;
            return commit(made, saves);
        } finally {
            if (!ended) {
                rollback();
            }
        }
    }

    private @Nullable UnitResult problem(Calls made, boolean saves) {
        Fired failed = made.failed();
        if (failed != null) {
            return new UnitResult.Failed(failed);
        }
        if (cursor == null || !saves || made.position() == null) {
            return null;
        }
        try {
            if (!unit.isActive()) {
                return new UnitResult.Unsaved(
                        new IllegalStateException(
                                "the transaction of the message was ended, or marked for roll-back, before the cursor was saved: its time was over, or an observer did it"),
                        false);
            }
            cursor.saveInTransaction(made.position());
            return null;
        } catch (CursorConflictException e) {
            return new UnitResult.Conflict(e);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            return new UnitResult.Unsaved(e, true);
        }
    }

    private UnitResult commit(Calls made, boolean saved) {
        try {
            unit.commit();
            if (cursor != null && saved && made.position() != null) {
                cursor.committed(made.position());
            }
            return new UnitResult.Committed(made.fired());
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            return new UnitResult.Uncertain(made.fired(), e);
        }
    }

    /** The store decides what has become of the unit, so a failure here changes nothing. */
    private void rollback() {
        try {
            unit.rollback();
            if (cursor != null && unit.hasTransactions()) {
                cursor.rolledBack();
            }
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOGGER.log(WARNING, name + ": a transaction could not be rolled back", ForeignText.of(e));
        }
    }
}
