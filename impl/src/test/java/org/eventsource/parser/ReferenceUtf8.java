package org.eventsource.parser;

/**
 * The UTF-8 decoder of the Encoding standard, with the steps of its text, with error mode "replacement" and without BOM
 * handling.
 */
final class ReferenceUtf8 {

    private static final int REPLACEMENT = 0xFFFD;

    private int codePoint;
    private int bytesSeen;
    private int bytesNeeded;
    private int lower = 0x80;
    private int upper = 0xBF;
    private final StringBuilder text = new StringBuilder();

    static String decode(byte[] bytes) {
        ReferenceUtf8 decoder = new ReferenceUtf8();
        for (byte value : bytes) {
            decoder.handle(Byte.toUnsignedInt(value));
        }
        if (decoder.bytesNeeded != 0) {
            decoder.text.appendCodePoint(REPLACEMENT);
        }
        return decoder.text.toString();
    }

    private void handle(int value) {
        if (bytesNeeded == 0) {
            lead(value);
        } else if (value < lower || value > upper) {
            reset();
            text.appendCodePoint(REPLACEMENT);
            handle(value);
        } else {
            trail(value);
        }
    }

    private void lead(int value) {
        if (value <= 0x7F) {
            text.appendCodePoint(value);
        } else if (value >= 0xC2 && value <= 0xDF) {
            need(1, value & 0x1F);
        } else if (value >= 0xE0 && value <= 0xEF) {
            lower = value == 0xE0 ? 0xA0 : lower;
            upper = value == 0xED ? 0x9F : upper;
            need(2, value & 0xF);
        } else if (value >= 0xF0 && value <= 0xF4) {
            lower = value == 0xF0 ? 0x90 : lower;
            upper = value == 0xF4 ? 0x8F : upper;
            need(3, value & 0x7);
        } else {
            text.appendCodePoint(REPLACEMENT);
        }
    }

    private void need(int bytes, int bits) {
        bytesNeeded = bytes;
        codePoint = bits;
    }

    private void trail(int value) {
        lower = 0x80;
        upper = 0xBF;
        codePoint = codePoint << 6 | value & 0x3F;
        bytesSeen++;
        if (bytesSeen == bytesNeeded) {
            text.appendCodePoint(codePoint);
            reset();
        }
    }

    private void reset() {
        codePoint = 0;
        bytesNeeded = 0;
        bytesSeen = 0;
        lower = 0x80;
        upper = 0xBF;
    }
}
