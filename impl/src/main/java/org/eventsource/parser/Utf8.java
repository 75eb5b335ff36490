package org.eventsource.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Decodes as the UTF-8 decoder of the Encoding standard, which replaces malformed input by U+FFFD.
 *
 * <p>So does the JDK, with the same number of replacements, but for encoded surrogates (ED A0..BF xx): one for the JDK,
 * while the standard takes each of their bytes for an error of its own.
 */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';
    private static final byte SURROGATE_LEAD = (byte) 0xED;
    private static final int FIRST_SURROGATE_TRAIL = 0xA0;
    private static final int LAST_TRAIL = 0xBF;

    /** A byte that is malformed wherever it stands, for the JDK and for the standard. */
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

    /** Breaks surrogates up before the JDK sees them: the lead is spoilt, the rest is then malformed byte by byte. */
    private static String decodeMalformed(byte[] bytes, int from, int to) {
        byte[] spoilt = Arrays.copyOfRange(bytes, from, to);
        for (int index = 0; index < spoilt.length - 1; index++) {
            if (spoilt[index] == SURROGATE_LEAD && isSurrogateTrail(spoilt[index + 1])) {
                spoilt[index] = NEVER_VALID;
            }
        }
        return new String(spoilt, UTF_8);
    }

    private static boolean isSurrogateTrail(byte value) {
        int unsigned = Byte.toUnsignedInt(value);
        return unsigned >= FIRST_SURROGATE_TRAIL && unsigned <= LAST_TRAIL;
    }
}
