package org.eventsource.impl.cursor;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One of the two records in the file of a cursor. Texts are stored as UTF-16 code units, so that each string is
 * restored exactly, also one with half of a surrogate pair.
 *
 * @param sequence is greater by one in each record that is written
 * @param id null: nothing was saved yet
 */
record CursorRecord(long sequence, String cursor, @Nullable String id) {

    /** The size in bytes. It is a multiple of what a disk writes, so that a torn write damages one record only. */
    static final int SIZE = 4096;

    private static final int MAGIC = 0x45534375;
    private static final int CHECKED_FROM = 2 * Integer.BYTES;
    private static final int NO_ID = -1;

    /** Returns the bytes: a magic number, a checksum of all that follows, the sequence, the texts, and zeros. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.position(CHECKED_FROM);
        bytes.putLong(sequence);
        put(bytes, cursor);
        put(bytes, id);
        bytes.putInt(0, MAGIC);
        bytes.putInt(Integer.BYTES, checksum(bytes.array(), 0));
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, @Nullable String text) {
        if (text == null) {
            bytes.putShort((short) NO_ID);
            return;
        }
        bytes.putShort((short) text.length());
        text.chars().forEach(unit -> bytes.putChar((char) unit));
    }

    /** Returns the record that begins at the offset; null if it is incomplete or damaged. */
    static @Nullable CursorRecord read(byte[] content, int offset) {
        if (content.length < offset + SIZE) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(content, offset, SIZE).slice();
        if (bytes.getInt() != MAGIC || bytes.getInt() != checksum(content, offset)) {
            return null;
        }
        long sequence = bytes.getLong();
        String cursor = text(bytes);
        String id = text(bytes);
        return cursor == null ? null : new CursorRecord(sequence, cursor, id);
    }

    /** Returns null for no text, and for a length that this class does not write. */
    private static @Nullable String text(ByteBuffer bytes) {
        int length = bytes.getShort();
        if (length < 0 || length > bytes.remaining() / Character.BYTES) {
            return null;
        }
        char[] units = new char[length];
        for (int index = 0; index < length; index++) {
            units[index] = bytes.getChar();
        }
        return new String(units);
    }

    private static int checksum(byte[] content, int offset) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, offset + CHECKED_FROM, SIZE - CHECKED_FROM);
        return (int) checksum.getValue();
    }
}
