package org.eventsource.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The UTF-8 decoder of the Encoding standard, which replaces malformed input with U+FFFD.
 *
 * <p>The JDK's decoder inserts an equal number of replacements, except for encoded surrogates (ED A0..BF xx). The JDK
 * inserts one for all their bytes; the standard demands one for each byte.
 */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';
    private static final byte SURROGATE_LEAD = (byte) 0xED;
    private static final int FIRST_SURROGATE_TRAIL = 0xA0;
    private static final int LAST_TRAIL = 0xBF;

    /** A byte that is malformed at any place, for the JDK and for the standard. */
    private static final byte NEVER_VALID = (byte) 0xFF;

    private Utf8() {}

    static String decode(byte[] bytes, int from, int to) {
        if (from == to) {
            return "";
        }
        String text = new String(bytes, from, to - from, UTF_8);
        boolean multiByte = text.length() < to - from;
        return multiByte && text.indexOf(REPLACEMENT) >= 0 ? decodeMalformed(bytes, from, to) : text;
    }

    /** Replaces the first byte of each encoded surrogate. Each of its other bytes is then malformed by itself. */
    private static String decodeMalformed(byte[] bytes, int from, int to) {
        byte[] changed = Arrays.copyOfRange(bytes, from, to);
        for (int index = 0; index < changed.length - 1; index++) {
            if (changed[index] == SURROGATE_LEAD && isSurrogateTrail(changed[index + 1])) {
                changed[index] = NEVER_VALID;
            }
        }
        return new String(changed, UTF_8);
    }

    private static boolean isSurrogateTrail(byte value) {
        int unsigned = Byte.toUnsignedInt(value);
        return unsigned >= FIRST_SURROGATE_TRAIL && unsigned <= LAST_TRAIL;
    }
}
