package org.eventsource.benchmarks.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The least that any client must do with the bytes of a stream: find the data lines and make strings of them. */
final class BareScan {

    private static final int LONGEST_LINE = 1024;
    private static final int NAME = "data: ".length();

    private final StreamListener listener;
    private byte[] torn = new byte[LONGEST_LINE];
    private int tornLength;

    BareScan(StreamListener listener) {
        this.listener = listener;
    }

    void feed(byte[] bytes, int offset, int length) {
        int start = offset;
        int end = offset + length;
        for (int index = offset; index < end; index++) {
            if (bytes[index] == '\n') {
                line(bytes, start, index);
                start = index + 1;
            }
        }
        keep(bytes, start, end);
    }

    private void line(byte[] bytes, int from, int to) {
        if (tornLength > 0) {
            keep(bytes, from, to);
            whole(torn, 0, tornLength);
            tornLength = 0;
        } else {
            whole(bytes, from, to);
        }
    }

    private void whole(byte[] bytes, int from, int to) {
        if (to - from > NAME && bytes[from] == 'd') {
            listener.onData(new String(bytes, from + NAME, to - from - NAME, UTF_8));
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        if (torn.length - tornLength < to - from) {
            torn = Arrays.copyOf(torn, 2 * (tornLength + to - from));
        }
        System.arraycopy(bytes, from, torn, tornLength, to - from);
        tornLength += to - from;
    }
}
