package org.eventsource.parser;

import org.jspecify.annotations.Nullable;

/**
 * The data of one block: the values of its {@code data} fields, joined by LF. As long as there is one value only and
 * the bytes fed are at hand, it is nothing but a range of them, so that most events are never copied.
 */
final class EventData {

    private final HeldBytes held;
    private boolean present;
    private byte @Nullable [] fed;
    private int from;
    private int to;

    EventData(SizeLimit limit) {
        held = new HeldBytes(limit.bytes());
    }

    /** Adds a whole value. */
    void addLine(byte[] bytes, int from, int to) {
        if (present) {
            beginLine();
            held.add(bytes, from, to);
        } else {
            present = true;
            fed = bytes;
            this.from = from;
            this.to = to;
        }
    }

    /** Begins a value that comes in pieces. */
    void beginLine() {
        if (present) {
            hold();
            held.add(LineEnd.LF);
        }
        present = true;
    }

    void addToLine(byte[] bytes, int from, int to) {
        held.add(bytes, from, to);
    }

    /** The bytes fed go back to the caller: copies what is still needed of them. */
    void hold() {
        if (fed != null) {
            held.add(fed, from, to);
            fed = null;
        }
    }

    /** The data in bytes. */
    int size() {
        return fed != null ? to - from : held.length();
    }

    /** The data in bytes if one more line of that size came. */
    long sizeWithLine(int size) {
        return present ? 1L + size() + size : size;
    }

    /** The data, null if the block has no such field. */
    @Nullable
    String text() {
        if (!present) {
            return null;
        }
        return fed != null ? Utf8.decode(fed, from, to) : Utf8.decode(held.array(), 0, held.length());
    }

    void clear() {
        present = false;
        fed = null;
        held.clear();
    }

    int capacity() {
        return held.capacity();
    }
}
