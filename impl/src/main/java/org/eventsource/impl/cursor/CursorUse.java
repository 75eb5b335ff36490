package org.eventsource.impl.cursor;

import org.eventsource.cursor.CursorStore;

/**
 * The cursor of one source.
 *
 * @param name the name of the cursor in the store
 */
public record CursorUse(CursorStore store, String name) {

    private static final int LONGEST_NAME = 255;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is empty or too long
     */
    public CursorUse {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "cursor: the name has %d characters, allowed are 1 to %d".formatted(name.length(), LONGEST_NAME));
        }
    }
}
