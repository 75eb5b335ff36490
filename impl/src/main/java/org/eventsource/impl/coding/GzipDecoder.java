package org.eventsource.impl.coding;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code gzip}, as <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a> defines it. One member may
 * follow another. Zeros between members are padding.
 *
 * <p>A body that does not begin with the two bytes of the format is passed on unchanged: some HTTP clients decode a
 * body and leave the header {@code Content-Encoding}. No text in UTF-8 begins with these bytes.
 */
final class GzipDecoder implements Decoder {

    private static final int FIRST_BYTE = 0x1f;
    private static final int SECOND_BYTE = 0x8b;
    private static final int DEFLATE_METHOD = 8;
    private static final int TRAILER_LENGTH = 8;

    /** What the next byte is. */
    private enum Part {
        FIRST,
        SECOND,
        HEADER,
        DATA,
        TRAILER,
        /** The body is not encoded. */
        PLAIN
    }

    private Part part = Part.FIRST;
    private boolean isFirstMember = true;
    private GzipHeader header = new GzipHeader();
    private final CRC32 checkSum = new CRC32();
    private long size;
    private long trailer;
    private int trailerLength;

    /** What the sink returned last. */
    private boolean sinkWants = true;

    private volatile @Nullable Inflation inflation;
    private volatile boolean closed;

    @Override
    public int decode(byte[] bytes, int offset, int length, Sink sink) throws DataFormatException {
        int position = offset;
        int end = offset + length;
        boolean wanted = true;
        while (wanted && !closed && (position < end || holdsOutput())) {
            switch (part) {
                case PLAIN -> {
                    wanted = sink.accept(bytes, position, end - position);
                    position = end;
                }
                case DATA -> {
                    position = end - inflate(bytes, position, end - position, sink);
                    wanted = sinkWants;
                }
                default -> {
                    wanted = octet(bytes[position] & 0xff, sink);
                    position++;
                }
            }
        }
        return position - offset;
    }

    /** Returns whether more bytes are wanted. */
    private boolean octet(int octet, Sink sink) throws DataFormatException {
        switch (part) {
            case FIRST -> {
                return first(octet, sink);
            }
            case SECOND -> {
                return second(octet, sink);
            }
            case HEADER -> {
                if (header.isCompleteAfter(octet)) {
                    beginData();
                }
            }
            default -> trailer(octet);
        }
        return true;
    }

    private boolean first(int octet, Sink sink) throws DataFormatException {
        if (octet == FIRST_BYTE) {
            part = Part.SECOND;
        } else if (isFirstMember) {
            part = Part.PLAIN;
            return sink.accept(new byte[] {(byte) octet}, 0, 1);
        } else if (octet != 0) {
            throw new DataFormatException("what follows its end is not gzip");
        }
        return true;
    }

    private boolean second(int octet, Sink sink) throws DataFormatException {
        if (octet == SECOND_BYTE) {
            part = Part.HEADER;
            header = new GzipHeader();
            return true;
        }
        if (isFirstMember) {
            part = Part.PLAIN;
            return sink.accept(new byte[] {FIRST_BYTE, (byte) octet}, 0, 2);
        }
        throw new DataFormatException("what follows its end is not gzip");
    }

    private void beginData() {
        Inflation before = inflation;
        if (before != null) {
            before.close();
        }
        Inflation begun = new Inflation(true);
        inflation = begun;
        if (closed) {
            begun.close();
        }
        checkSum.reset();
        size = 0;
        part = Part.DATA;
    }

    /** Returns how many bytes were not taken. */
    private int inflate(byte[] bytes, int offset, int length, Sink sink) throws DataFormatException {
        Inflation current = inflation;
        sinkWants = true;
        if (current == null) {
            return 0;
        }
        int rest = current.inflate(bytes, offset, length, (decoded, from, count) -> {
            checkSum.update(decoded, from, count);
            size += count;
            sinkWants = sink.accept(decoded, from, count);
            return sinkWants;
        });
        if (current.isFinished()) {
            part = Part.TRAILER;
            trailer = 0;
            trailerLength = 0;
        }
        return rest;
    }

    /** The check sum and the size, each of four bytes, the lowest byte first. */
    private void trailer(int octet) throws DataFormatException {
        trailer |= (long) octet << (8 * trailerLength);
        trailerLength++;
        if (trailerLength == TRAILER_LENGTH) {
            long expected = checkSum.getValue() | (size << 32);
            if (trailer != expected) {
                throw new DataFormatException("its check sum does not fit");
            }
            isFirstMember = false;
            part = Part.FIRST;
        }
    }

    @Override
    public boolean holdsOutput() {
        Inflation current = inflation;
        return part == Part.DATA && current != null && current.isHeld();
    }

    @Override
    public boolean mayEnd() {
        return part == Part.FIRST || part == Part.PLAIN;
    }

    @Override
    public void close() {
        closed = true;
        Inflation current = inflation;
        if (current != null) {
            current.close();
        }
    }

    /** The header of a member after its first two bytes. */
    private static final class GzipHeader {

        private static final int FIXED_LENGTH = 8;
        private static final int HAS_CHECK = 2;
        private static final int HAS_EXTRA = 4;
        private static final int HAS_NAME = 8;
        private static final int HAS_COMMENT = 16;
        private static final int CHECK_LENGTH = 2;

        private int position;
        private int flags;
        private int extraLength;
        private int extraPosition;

        /** Returns whether the header ends with this byte. */
        boolean isCompleteAfter(int octet) throws DataFormatException {
            if (position < FIXED_LENGTH) {
                fixed(octet);
            } else if (has(HAS_EXTRA)) {
                extra(octet);
            } else if (has(HAS_NAME)) {
                endAtZero(HAS_NAME, octet);
            } else if (has(HAS_COMMENT)) {
                endAtZero(HAS_COMMENT, octet);
            } else {
                extraPosition++;
                flags = extraPosition == CHECK_LENGTH ? 0 : flags;
            }
            return position == FIXED_LENGTH && flags == 0;
        }

        private boolean has(int flag) {
            return (flags & flag) != 0;
        }

        private void fixed(int octet) throws DataFormatException {
            if (position == 0 && octet != DEFLATE_METHOD) {
                throw new DataFormatException("its method is unknown");
            }
            if (position == 1) {
                flags = octet & (HAS_CHECK | HAS_EXTRA | HAS_NAME | HAS_COMMENT);
            }
            position++;
        }

        private void extra(int octet) {
            if (extraPosition < 2) {
                extraLength |= octet << (8 * extraPosition);
            }
            extraPosition++;
            if (extraPosition >= 2 && extraPosition == 2 + extraLength) {
                flags &= ~HAS_EXTRA;
                extraPosition = 0;
            }
        }

        private void endAtZero(int flag, int octet) {
            if (octet == 0) {
                flags &= ~flag;
            }
        }
    }
}
