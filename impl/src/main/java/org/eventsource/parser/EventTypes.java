package org.eventsource.parser;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A cache of event types. A stream has few of them, so their strings are reused. */
final class EventTypes {

    private static final int SLOTS = 16;
    private static final int LONGEST = 64;

    private final @Nullable Known[] known = new Known[SLOTS];

    /** Returns the type with that name. */
    String of(byte[] bytes, int from, int to) {
        if (from == to || to - from > LONGEST) {
            return Utf8.decode(bytes, from, to);
        }
        int slot = slot(bytes, from, to);
        Known candidate = known[slot];
        if (candidate == null || !candidate.isNamedBy(bytes, from, to)) {
            candidate = new Known(Arrays.copyOfRange(bytes, from, to), Utf8.decode(bytes, from, to));
            known[slot] = candidate;
        }
        return candidate.type;
    }

    private static int slot(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int index = from; index < to; index++) {
            hash = 31 * hash + bytes[index];
        }
        return hash & (SLOTS - 1);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Known(byte[] name, String type) {

        boolean isNamedBy(byte[] bytes, int from, int to) {
            return Arrays.equals(name, 0, name.length, bytes, from, to);
        }
    }
}
