package org.eventsource.parser;

/**
 * A copy of bytes that were fed. It grows by doubling, up to a maximum, and releases a large array when it is cleared.
 */
final class HeldBytes {

    /** The largest array that stays after {@link #clear}. With 64 KiB lines the array then need not grow each time. */
    private static final int KEPT = 128 * 1024;

    private static final int SMALLEST = 256;
    private static final byte[] NONE = {};

    private final int max;
    private byte[] array = NONE;
    private int length;

    /** Empty bytes. The caller never adds more than {@code max} bytes. */
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

    /** Returns an array with the bytes from index 0 to {@link #length}. It is valid until the next change. */
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
