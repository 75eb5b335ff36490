package org.eventsource.impl.address;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body with a given number of bytes. */
final class SizedBody extends InputStream {

    private final InputStream in;
    private long left;

    SizedBody(InputStream in, long size) {
        this.in = in;
        this.left = size;
    }

    /** Returns the size if it is not negative. */
    static long checked(long size) {
        if (size < 0) {
            throw new NumberFormatException("negative: " + size);
        }
        return size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the connection ended within the body");
        }
        left -= count;
        return count;
    }
}
