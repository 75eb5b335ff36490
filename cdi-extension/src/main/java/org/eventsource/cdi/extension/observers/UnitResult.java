package org.eventsource.cdi.extension.observers;

import java.util.List;
import org.eventsource.cursor.CursorConflictException;

/** What has become of a unit of work. */
sealed interface UnitResult {

    /** It is committed. What was fired has asynchronous observers that are still to be called. */
    record Committed(List<Fired> fired) implements UnitResult {}

    /** Observers have failed, and it was rolled back. */
    record Failed(Fired fired) implements UnitResult {}

    /**
     * The cursor could not be saved, and it was rolled back.
     *
     * @param tried whether the store was asked to save it; false: the unit could not be committed any more
     */
    record Unsaved(Throwable cause, boolean tried) implements UnitResult {}

    /** The commit has failed, so it is not known whether it is committed. */
    record Uncertain(List<Fired> fired, Throwable cause) implements UnitResult {}

    /** Another process has moved the cursor, and it was rolled back. */
    record Conflict(CursorConflictException cause) implements UnitResult {}

    /** It could not begin. */
    record NotBegun(Throwable cause) implements UnitResult {}
}
