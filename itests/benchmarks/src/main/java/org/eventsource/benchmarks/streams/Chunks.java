package org.eventsource.benchmarks.streams;

/** Takes the chunks' sizes out of a body, and hands on what is between them where it lies. */
final class Chunks {

    private final BareScan scan;

    /** What is left of the chunk at hand; zero: its size is being read. */
    private int left;

    private int size;

    Chunks(BareScan scan) {
        this.scan = scan;
    }

    void feed(byte[] bytes, int from, int to) {
        int position = from;
        while (position < to) {
            if (left > 0) {
                int length = Math.min(left, to - position);
                scan.feed(bytes, position, length);
                position += length;
                left -= length;
            } else {
                readSize(bytes[position]);
                position++;
            }
        }
    }

    /** Also the line end after a chunk, whose digits are none. */
    private void readSize(byte value) {
        if (value == '\n') {
            left = size;
            size = 0;
        } else if (value != '\r') {
            size = 16 * size + Character.digit(value, 16);
        }
    }
}
