package org.eventsource.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The search for the byte that ends a line. */
final class LineEnd {

    static final byte LF = '\n';
    static final byte CR = '\r';

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private LineEnd() {}

    /** The index of the first CR or LF; {@code to} if there is none. */
    static int find(byte[] bytes, int from, int to) {
        // Every other line is blank; words pay for all that are not.
        return from < to && isEnd(bytes[from]) ? from : findByWord(bytes, from, to);
    }

    private static boolean isEnd(byte value) {
        return value == LF || value == CR;
    }

    private static int findByByte(byte[] bytes, int from, int to) {
        int index = from;
        while (index < to && !isEnd(bytes[index])) {
            index++;
        }
        return index;
    }

    private static int findByWord(byte[] bytes, int from, int to) {
        int index = from;
        while (index <= to - Long.BYTES) {
            long word = (long) WORD.get(bytes, index);
            // The high bit of each byte that is CR or less, of which text has few but its line ends. The lowest bit set
            // is right, those above it may not be.
            long controls = (word - ONES * (CR + 1)) & ~word & HIGH_BITS;
            if (controls == 0) {
                index += Long.BYTES;
            } else {
                index += Long.numberOfTrailingZeros(controls) / Byte.SIZE;
                if (isEnd(bytes[index])) {
                    return index;
                }
                index++;
            }
        }
        return findByByte(bytes, index, to);
    }
}
