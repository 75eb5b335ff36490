package org.eventsource.cdi.extension.observers;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.ErrorKind;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.CursorException;
import org.eventsource.impl.cursor.DoublingDelays;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.state.Failure;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * How far the cursor of one connection may move, and what its store has after a failure. Used in turn, except where a
 * comment allows any thread.
 */
final class CursorMoves {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    /** How often messages that nobody observes move the cursor. */
    private static final Duration UNOBSERVED_MOVES = Duration.ofSeconds(1);

    private final String name;
    private final @Nullable Cursor cursor;
    private final Runnable settled;
    private final AsyncMarks marks = new AsyncMarks();
    private final DoublingDelays delays = DoublingDelays.ofStore();

    /** The position that is reached but not saved; null: there is none. */
    private @Nullable String unsaved;

    /** The id in the store before the last unit of work. */
    private Optional<String> known = Optional.empty();

    private long unobservedMoveAt = System.nanoTime() - UNOBSERVED_MOVES.toNanos();
    private boolean conflictLogged;

    /**
     * @param name the name of the stream in the log
     * @param cursor null: there is none
     * @param settled is called when asynchronous observers have returned
     */
    CursorMoves(String name, @Nullable Cursor cursor, Runnable settled) {
        this.name = name;
        this.cursor = cursor;
        this.settled = settled;
    }

    /** Returns whether asynchronous observers are still running, or were until now. On any thread. */
    boolean waitForObservers() {
        return !marks.areEmpty();
    }

    /**
     * Everything up to a position is done, except asynchronous observers.
     *
     * @param position null: the cursor does not move
     * @param async calls of asynchronous observers that are to be made now
     */
    void reached(@Nullable String position, List<Consumer<Runnable>> async) {
        if (async.isEmpty() && marks.areEmpty()) {
            unsaved = position == null ? unsaved : position;
            return;
        }
        AsyncMarks.Mark mark = marks.add(position, async.size());
        async.forEach(call -> call.accept(() -> {
            if (marks.ended(mark)) {
                settled.run();
            }
        }));
    }

    /** Returns whether a message that nobody observes moves the cursor now, and counts that. */
    boolean moveUnobserved(@Nullable String position) {
        boolean moves = System.nanoTime() - unobservedMoveAt >= UNOBSERVED_MOVES.toNanos();
        if (moves && position != null) {
            unobservedMoveAt = System.nanoTime();
        }
        return moves;
    }

    /** Returns whether a position is reached but not saved. */
    boolean hasUnsaved() {
        String mark = marks.take();
        unsaved = mark == null ? unsaved : mark;
        return cursor != null && unsaved != null;
    }

    /** Returns the position that is reached but not saved. */
    String unsaved() {
        return requireNonNull(unsaved);
    }

    /** A position is saved, and with it all before. */
    void saved() {
        unsaved = null;
    }

    /** A unit of work begins. */
    void begin() {
        known = cursor == null ? Optional.empty() : cursor.last();
    }

    /** A unit of work was committed. */
    void answered() {
        delays.reset();
        if (cursor != null) {
            cursor.answered();
        }
    }

    /**
     * Asks the store what has become of the last unit of work.
     *
     * @param expected the id after it; null: it does not move the cursor
     */
    StoredPosition ask(@Nullable String expected) {
        Optional<String> stored;
        try {
            stored = cursor == null ? Optional.empty() : cursor.load();
        } catch (CursorException e) {
            return new StoredPosition.Unknown(away(e));
        }
        answered();
        if (stored.equals(known)) {
            // Also if the message has the id before it, which leaves no trace.
            return new StoredPosition.Unmoved();
        }
        return stored.filter(id -> id.equals(expected)).isPresent()
                ? new StoredPosition.Moved()
                : new StoredPosition.Unknown(movedByAnother(stored));
    }

    /** The store does not answer, or no transaction can be begun. It is tried again. */
    Outcome away(Throwable cause) {
        if (cursor != null) {
            cursor.unanswered(cause);
        } else {
            LOGGER.log(WARNING, name + ": no transaction can be begun", ForeignText.of(cause));
        }
        return later();
    }

    /** The last unit of work is repeated after a time. */
    Outcome later() {
        return new Outcome.Again(delays.next());
    }

    private Outcome movedByAnother(Optional<String> stored) {
        String now = stored.map(ForeignText::of).orElse("no id");
        return conflict(Failure.of(
                ErrorKind.CURSOR, "the store has " + now + " instead of the id that this process has saved"));
    }

    /** Another process has moved the cursor. The positions that this one has reached count no more. */
    Outcome conflict(Failure found) {
        unsaved = null;
        marks.forgetPositions();
        String reason = "another process has moved the cursor: " + found.reason();
        if (!conflictLogged) {
            conflictLogged = true;
            LOGGER.log(
                    WARNING,
                    "%s: %s; what this process did for those messages is rolled back if it was in a transaction. If another application uses this cursor, set another cursor-name for one of them. Replicas of one application may share it, and each roll-back is lost work"
                            .formatted(name, reason));
        }
        return new Outcome.Broken(found.with(reason));
    }
}
