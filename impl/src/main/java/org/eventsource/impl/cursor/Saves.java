package org.eventsource.impl.cursor;

import org.eventsource.cursor.CursorConflictException;
import org.eventsource.impl.state.Failure;
import org.jspecify.annotations.Nullable;

/** Saves the positions of one source, and repeats it until the store answers. To be used in turn. */
public final class Saves {

    private final Cursor cursor;
    private final DoublingDelays delays = DoublingDelays.ofStore();

    /** Null: all are saved. */
    private @Nullable String unsaved;

    public Saves(Cursor cursor) {
        this.cursor = cursor;
    }

    public Outcome save(String position) {
        unsaved = position;
        delays.reset();
        return again();
    }

    /** Saves what was not saved. */
    public Outcome again() {
        String position = unsaved;
        if (position == null) {
            return Outcome.DONE;
        }
        try {
            cursor.save(position);
            unsaved = null;
            return Outcome.DONE;
        } catch (CursorConflictException e) {
            unsaved = null;
            return new Outcome.Broken(Failure.of(e));
        } catch (CursorException e) {
            cursor.unanswered(e);
            return new Outcome.Again(delays.next());
        }
    }
}
