package org.eventsource.parser;

import org.jspecify.annotations.Nullable;

/**
 * The data of one block: the values of its {@code data} fields, joined by LF. While there is only one value and its
 * bytes are being fed, this is a range of those bytes. So most events are never copied. The caller passes the bytes to
 * each method: a field would have to be written for each event, which costs time in the garbage collector.
 */
final class EventData {

    private final HeldBytes held;
    private boolean present;

    /** Whether the data is a range of the bytes that are being fed. */
    private boolean fed;

    private int from;
    private int to;

    EventData(SizeLimit limit) {
        held = new HeldBytes(limit.bytes());
    }

    /** Adds a value that is complete. */
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

    /** Begins a value that arrives in pieces. Earlier values were copied before. */
    void beginLine() {
        if (present) {
            held.add(LineEnd.LF);
        }
        present = true;
    }

    void addToLine(byte[] bytes, int from, int to) {
        held.add(bytes, from, to);
    }

    /** Copies the range, because the bytes belong to the caller again. */
    void hold(byte[] bytes) {
        if (fed) {
            held.add(bytes, from, to);
            fed = false;
        }
    }

    /** Returns whether there is a value, even an empty one. */
    boolean isPresent() {
        return present;
    }

    /** Returns the size of the data in bytes. */
    int size() {
        return fed ? to - from : held.length();
    }

    /** Returns the size of the data in bytes after one more line of that size. */
    long sizeWithLine(int size) {
        return present ? 1L + size() + size : size;
    }

    /** Returns the data; null if the block has no {@code data} field. */
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
