package org.eventsource.impl.coding;

import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code deflate}. By <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2">RFC 9110</a> the data
 * has the header of zlib. Some servers send it without that header.
 */
final class DeflateDecoder implements Decoder {

    private static final int DEFLATE_METHOD = 8;
    private static final int CHECK = 31;

    private final byte[] start = new byte[2];
    private int startLength;
    private volatile @Nullable Inflation inflation;
    private volatile boolean closed;

    @Override
    public int decode(byte[] bytes, int offset, int length, Sink sink) throws DataFormatException {
        int position = offset;
        int end = offset + length;
        while (startLength < start.length && position < end) {
            start[startLength] = bytes[position];
            startLength++;
            position++;
            if (startLength == start.length && !begin(sink)) {
                return position - offset;
            }
        }
        Inflation current = inflation;
        if (current == null || closed || (position == end && !current.isHeld())) {
            return position - offset;
        }
        return length - inflate(current, bytes, position, end - position, sink);
    }

    /**
     * Decodes the first two bytes, which may give one byte already.
     *
     * @return whether the sink wants more
     */
    private boolean begin(Sink sink) throws DataFormatException {
        Inflation begun = new Inflation(!hasZlibHeader());
        inflation = begun;
        if (closed) {
            begun.close();
        }
        inflate(begun, start, 0, start.length, sink);
        return !begun.isHeld();
    }

    private boolean hasZlibHeader() {
        int first = start[0] & 0xff;
        int second = start[1] & 0xff;
        return (first & 0x0f) == DEFLATE_METHOD && ((first << 8) + second) % CHECK == 0;
    }

    /** Returns how many bytes were not taken. */
    private static int inflate(Inflation inflation, byte[] bytes, int offset, int length, Sink sink)
            throws DataFormatException {
        if (inflation.isFinished()) {
            throw new DataFormatException("bytes follow its end");
        }
        int rest = inflation.inflate(bytes, offset, length, sink);
        if (rest > 0 && inflation.isFinished()) {
            throw new DataFormatException("bytes follow its end");
        }
        return rest;
    }

    @Override
    public boolean holdsOutput() {
        Inflation current = inflation;
        return current != null && current.isHeld();
    }

    @Override
    public boolean mayEnd() {
        Inflation current = inflation;
        return startLength == 0 || (current != null && current.isFinished());
    }

    @Override
    public void close() {
        closed = true;
        Inflation current = inflation;
        if (current != null) {
            current.close();
        }
    }
}
