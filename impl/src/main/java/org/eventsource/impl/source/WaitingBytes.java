package org.eventsource.impl.source;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/** The rest of some bytes, until they are wanted. */
final class WaitingBytes {

    private static final byte[] NONE = {};

    /** Takes some of the bytes. */
    @FunctionalInterface
    interface Taker {

        /** Returns how many bytes it took. */
        int take(byte[] bytes, int offset, int length) throws DataFormatException;
    }

    private byte[] bytes = NONE;
    private int position;

    boolean isEmpty() {
        return position == bytes.length;
    }

    /** Copies bytes, possibly none, to keep them. There must be none yet. */
    void keep(byte[] source, int from, int to) {
        bytes = from == to ? NONE : Arrays.copyOfRange(source, from, to);
        position = 0;
    }

    /** Passes on the bytes, possibly none, and keeps those that are not taken. */
    void pass(Taker taker) throws DataFormatException {
        position += taker.take(bytes, position, bytes.length - position);
        if (isEmpty()) {
            bytes = NONE;
            position = 0;
        }
    }
}
