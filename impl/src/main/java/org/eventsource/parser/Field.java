package org.eventsource.parser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The field of a line, which is the name before its first colon (HTML 9.2.6). */
enum Field {
    DATA("data"),
    EVENT("event"),
    ID("id"),
    RETRY("retry"),
    /** A line that begins with a colon. */
    COMMENT(""),
    /** A name that is not in the standard. The line is ignored. */
    OTHER("");

    /** How many bytes of a line are needed to find its field and its value: the longest name, colon and space. */
    static final int LONGEST_START = "event: ".length();

    @SuppressWarnings("ImmutableEnumChecker") // never changed, never handed out
    private final byte[] name;

    Field(String name) {
        this.name = name.getBytes(US_ASCII);
    }

    /**
     * Returns the field of a line. The line has at least one byte, and is complete or has {@link #LONGEST_START} bytes.
     */
    static Field of(byte[] bytes, int from, int to) {
        return switch (bytes[from]) {
            case 'd' -> DATA.ifNamedBy(bytes, from, to);
            case 'e' -> EVENT.ifNamedBy(bytes, from, to);
            case 'i' -> ID.ifNamedBy(bytes, from, to);
            case 'r' -> RETRY.ifNamedBy(bytes, from, to);
            case ':' -> COMMENT;
            default -> OTHER;
        };
    }

    private Field ifNamedBy(byte[] bytes, int from, int to) {
        int end = from + name.length;
        return end <= to && (end == to || bytes[end] == ':') && Arrays.equals(bytes, from, end, name, 0, name.length)
                ? this
                : OTHER;
    }

    /** Returns the name as in the stream. */
    String fieldName() {
        return new String(name, US_ASCII);
    }

    /** Returns the index of the value, after the colon and one space. In a comment the space is part of the value. */
    int valueStart(byte[] bytes, int from, int to) {
        int start = Math.min(from + name.length + 1, to);
        boolean space = start < to && bytes[start] == ' ' && this != COMMENT;
        return space ? start + 1 : start;
    }
}
