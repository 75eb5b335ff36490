package org.eventsource.parser;

/**
 * Finds where lines begin in the bytes of one feed. Lines end with LF, CR, or CR LF (HTML 9.2.5). A CR ends its line
 * immediately. If an LF follows it, even in a later feed, the next line begins after the LF.
 */
final class LineSplitter {

    private boolean afterCr;

    /** Returns where the first line of a feed begins or continues. */
    int first(byte[] bytes, int from, int to) {
        boolean skipped = afterCr && from < to && bytes[from] == LineEnd.LF;
        afterCr &= from == to;
        return skipped ? from + 1 : from;
    }

    /** Returns where the line after the one with that end begins. */
    int next(byte[] bytes, int end, int to) {
        int next = end + 1;
        if (bytes[end] == LineEnd.CR) {
            afterCr = true;
            return first(bytes, next, to);
        }
        return next;
    }

    /** The next byte is the first one of a stream. */
    void reset() {
        afterCr = false;
    }
}
