package org.eventsource.parser;

/**
 * Where lines begin in the bytes of one feed. They end with LF, CR, or CR LF (HTML 9.2.5); a CR ends its line at once,
 * and the LF that may follow it, even in a later feed, is skipped before the next line.
 */
final class LineSplitter {

    private boolean afterCr;

    /** Where the first line of a feed begins, or goes on. */
    int first(byte[] bytes, int from, int to) {
        boolean skipped = afterCr && from < to && bytes[from] == LineEnd.LF;
        afterCr &= from == to;
        return skipped ? from + 1 : from;
    }

    /** Where the line begins that follows the one with that end. */
    int next(byte[] bytes, int end, int to) {
        int next = end + 1;
        if (bytes[end] == LineEnd.CR) {
            afterCr = true;
            return first(bytes, next, to);
        }
        return next;
    }

    /** A new stream begins. */
    void reset() {
        afterCr = false;
    }
}
