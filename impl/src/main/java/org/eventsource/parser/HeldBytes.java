package org.eventsource.parser;

/** Bytes copied from what was fed: grows by doubling, up to a maximum, and does not stay huge. */
final class HeldBytes {

    /** What a connection may keep for its next event: enough for 64 KiB lines not to grow anew each time. */
    private static final int KEPT = 128 * 1024;

    private static final int SMALLEST = 256;
    private static final byte[] NONE = {};

    private final int max;
    private byte[] array = NONE;
    private int length;

    /** Empty; the caller never adds more than {@code max} bytes. */
    HeldBytes(int max) {
        this.max = max;
    }

    void add(byte value) {
        grow(1);
        array[length++] = value;
    }

    void add(byte[] bytes, int from, int to) {
        grow(to - from);
        System.arraycopy(bytes, from, array, length, to - from);
        length += to - from;
    }

    private void grow(int more) {
        if (more > array.length - length) {
            long doubled = Math.min(Math.max(2L * array.length, SMALLEST), max);
            byte[] larger = new byte[(int) Math.max(doubled, length + more)];
            System.arraycopy(array, 0, larger, 0, length);
            array = larger;
        }
    }

    void clear() {
        length = 0;
        if (array.length > KEPT) {
            array = NONE;
        }
    }

    /** The bytes, from index 0 up to {@link #length}, until the next change. */
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    int capacity() {
        return array.length;
    }
}
