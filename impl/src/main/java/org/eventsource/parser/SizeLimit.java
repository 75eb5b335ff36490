package org.eventsource.parser;

import org.eventsource.EventTooLargeException;

/** The limit for the bytes that the parser keeps of one event. */
final class SizeLimit {

    /** The bytes that type, id and the unfinished line may have in addition to data of the largest size. */
    static final int MARGIN = 1024;

    /** The largest array that every virtual machine can create. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final String EVENT = "An event with its type and id";

    private final int bytes;

    SizeLimit(int maxEventSize) {
        if (maxEventSize <= 0) {
            throw new IllegalArgumentException("maxEventSize must be positive: " + maxEventSize);
        }
        bytes = Math.min(maxEventSize, LARGEST_ARRAY);
    }

    int bytes() {
        return bytes;
    }

    /** Returns whether a line, finished or not, fits beside the bytes that the block has already. */
    boolean allowsLine(long length, long held) {
        return length <= bytes && held + length <= (long) bytes + MARGIN;
    }

    /** Returns true if the line fits, and throws an exception otherwise. */
    boolean checkLine(Field field, long length, long held) {
        if (!allowsLine(length, held)) {
            throw tooLarge(length > bytes ? "A line of the field '" + field.fieldName() + "'" : EVENT);
        }
        return true;
    }

    void checkData(long data, long others) {
        if (data > bytes) {
            throw tooLarge("The data of an event");
        }
        if (data + others > (long) bytes + MARGIN) {
            throw tooLarge(EVENT);
        }
    }

    private EventTooLargeException tooLarge(String what) {
        return new EventTooLargeException(
                what + " is larger than the limit of " + bytes + " bytes that maxEventSize sets");
    }
}
