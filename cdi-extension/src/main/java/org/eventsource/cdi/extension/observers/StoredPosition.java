package org.eventsource.cdi.extension.observers;

import org.eventsource.impl.cursor.Outcome;

/** What the store of a cursor has answered to the question what has become of a unit of work. */
sealed interface StoredPosition {

    /** The cursor is where the unit of work has moved it. */
    record Moved() implements StoredPosition {}

    /** The cursor is where it was before. */
    record Unmoved() implements StoredPosition {}

    /** The store does not answer, or another process has moved the cursor. This follows. */
    record Unknown(Outcome outcome) implements StoredPosition {}
}
