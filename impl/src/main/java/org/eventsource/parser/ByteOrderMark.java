package org.eventsource.parser;

/** The mark that one stream may begin with, whole or torn (HTML 9.2.5: the stream is decoded as by "UTF-8 decode"). */
final class ByteOrderMark {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private boolean expected = true;
    private int matched;

    void expect() {
        expected = true;
        matched = 0;
    }

    /** Where the stream goes on after what these bytes have of the mark. */
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

    /** Whether the bytes skipped so far are not the mark, given that others have followed. */
    boolean isTorn() {
        return matched > 0 && matched < MARK.length;
    }

    /** They were the start of the first line, then. */
    void giveBack(FieldReader fields) {
        fields.hold(MARK, 0, matched);
        matched = 0;
    }
}
