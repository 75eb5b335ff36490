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

    /** Returns the index of the first CR or LF; {@code to} if there is none. */
    static int find(byte[] bytes, int from, int to) {
        // Every second line is blank, and its first byte is checked here. For other lines a search by words is faster.
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
            // Sets the high bit of each byte that is CR or less. In text, most of these are line ends. The lowest
            // set bit is right; higher bits may be wrong.
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
