package org.eventsource.parser;

/**
 * Finds the lines in the bytes of one feed. They end with LF, CR, or CR LF (HTML 9.2.5); a CR ends its line at once,
 * and the LF that may follow it, even in a later feed, is skipped before the next line.
 */
final class LineSplitter {

    private int start;
    private int end;
    private int next;
    private boolean afterCr;

    /** The first line of a feed begins, or goes on, at that index. */
    void startAt(int index) {
        next = index;
    }

    /** Moves to the next line that ends before {@code limit}. If none does, what is left begins at {@link #start}. */
    boolean next(byte[] bytes, int limit) {
        start = next;
        if (afterCr && start < limit) {
            afterCr = false;
            if (bytes[start] == LineEnd.LF) {
                start++;
            }
        }
        end = LineEnd.find(bytes, start, limit);
        if (end == limit) {
            return false;
        }
        afterCr = bytes[end] == LineEnd.CR;
        next = end + 1;
        return true;
    }

    /** The index of the line's first byte. */
    int start() {
        return start;
    }

    /** The index of the CR or LF that ends the line. */
    int end() {
        return end;
    }

    /** A new stream begins. */
    void reset() {
        afterCr = false;
    }
}
