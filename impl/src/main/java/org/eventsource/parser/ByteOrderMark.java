package org.eventsource.parser;

/**
 * The byte order mark with which a stream may begin, complete or incomplete. HTML 9.2.5 decodes a stream with "UTF-8
 * decode", which skips one mark.
 */
final class ByteOrderMark {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private boolean expected = true;
    private int matched;

    void expect() {
        expected = true;
        matched = 0;
    }

    /** Returns the index of the first byte that does not belong to the mark. */
    int skip(byte[] bytes, int from, int to) {
        if (!expected) {
            return from;
        }
        int position = from;
        while (position < to && matched < MARK.length && bytes[position] == MARK[matched]) {
            position++;
            matched++;
        }
        expected = position == to && matched < MARK.length;
        return position;
    }

    /** Returns whether the skipped bytes are not a mark. To be called when other bytes have followed. */
    boolean isIncomplete() {
        return matched > 0 && matched < MARK.length;
    }

    /** Passes on the skipped bytes, which are the start of the first line. */
    void restore(FieldReader fields) {
        fields.hold(MARK, 0, matched);
        matched = 0;
    }
}
