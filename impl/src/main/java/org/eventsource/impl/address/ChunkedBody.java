package org.eventsource.impl.address;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * A body that is sent in chunks. See <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, section
 * 7.1</a>.
 */
final class ChunkedBody extends InputStream {

    private static final int LONGEST_LINE = 4096;

    private final InputStream in;
    private SizedBody chunk;
    private boolean begun;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
        this.chunk = new SizedBody(in, 0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = ended ? -1 : chunk.read(bytes, offset, length);
        if (count < 0 && !ended) {
            next();
            return read(bytes, offset, length);
        }
        return count;
    }

    /** Begins the next chunk. Does not read what follows the last chunk: the connection is not used again. */
    private void next() throws IOException {
        if (begun && !line().isEmpty()) {
            throw new ProtocolException("a chunk is longer than its size");
        }
        begun = true;
        long size = size(line());
        ended = size == 0;
        chunk = new SizedBody(in, size);
    }

    private static long size(String line) throws IOException {
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        try {
            return SizedBody.checked(Long.parseLong(digits, 16));
        } catch (NumberFormatException e) {
            throw new ProtocolException("the size of a chunk is no number");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended within the body");
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("the line of a chunk's size is too long");
            }
            line.append((char) octet);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
