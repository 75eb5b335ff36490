package org.eventsource.impl.cursor;

import java.time.Duration;
import org.eventsource.ErrorKind;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.impl.state.Failure;
import org.jspecify.annotations.Nullable;

/** Saves the positions of one source, and repeats it until the store answers. To be used in turn. */
public final class Saves {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Cursor cursor;

    /** Null: all are saved. */
    private @Nullable String unsaved;

    private Duration delay = FIRST_DELAY;

    public Saves(Cursor cursor) {
        this.cursor = cursor;
    }

    public Outcome save(String position) {
        unsaved = position;
        delay = FIRST_DELAY;
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
            return new Outcome.Broken(Failure.of(ErrorKind.CURSOR, String.valueOf(e.getMessage()), e));
        } catch (CursorException e) {
            cursor.unanswered(e);
            Duration now = delay;
            delay = doubled(now);
            return new Outcome.Again(now);
        }
    }

    /** Returns the delay after this one: twice as long, up to 30 s. */
    public static Duration doubled(Duration delay) {
        Duration next = delay.multipliedBy(2);
        return next.compareTo(LONGEST_DELAY) < 0 ? next : LONGEST_DELAY;
    }
}
