package org.eventsource.parser;

import org.jspecify.annotations.Nullable;

/**
 * The data of one block: the values of its {@code data} fields, joined by LF. As long as there is one value only and
 * the bytes fed are at hand, it is nothing but a range of them, so that most events are never copied. The caller passes
 * those bytes each time, as a reference that is written for each event has its price with the collector.
 */
final class EventData {

    private final HeldBytes held;
    private boolean present;

    /** Whether the data is that range of the bytes fed, and nothing is held. */
    private boolean fed;

    private int from;
    private int to;

    EventData(SizeLimit limit) {
        held = new HeldBytes(limit.bytes());
    }

    /** Adds a whole value. */
    void addLine(byte[] bytes, int from, int to) {
        if (present) {
            hold(bytes);
            beginLine();
            held.add(bytes, from, to);
        } else {
            present = true;
            fed = true;
            this.from = from;
            this.to = to;
        }
    }

    /** Begins a value that comes in pieces; those before it are held by now. */
    void beginLine() {
        if (present) {
            held.add(LineEnd.LF);
        }
        present = true;
    }

    void addToLine(byte[] bytes, int from, int to) {
        held.add(bytes, from, to);
    }

    /** The bytes fed go back to the caller: copies what is still needed of them. */
    void hold(byte[] bytes) {
        if (fed) {
            held.add(bytes, from, to);
            fed = false;
        }
    }

    /** Whether there is a value, if only an empty one. */
    boolean isPresent() {
        return present;
    }

    /** The data in bytes. */
    int size() {
        return fed ? to - from : held.length();
    }

    /** The data in bytes if one more line of that size came. */
    long sizeWithLine(int size) {
        return present ? 1L + size() + size : size;
    }

    /** The data, null if the block has no such field. */
    @Nullable
    String text(byte[] bytes) {
        if (!present) {
            return null;
        }
        return fed ? Utf8.decode(bytes, from, to) : Utf8.decode(held.array(), 0, held.length());
    }

    void clear() {
        present = false;
        fed = false;
        held.clear();
    }

    int capacity() {
        return held.capacity();
    }
}
