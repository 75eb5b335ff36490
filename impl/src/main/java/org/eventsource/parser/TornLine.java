package org.eventsource.parser;

/**
 * A line that arrives in pieces. Its first bytes are collected until the field is known. After that, data is added to
 * the block immediately, lines that are not needed are dropped, and other values are collected here until the line
 * ends.
 */
final class TornLine {

    private final FieldReader reader;
    private final Block block;
    private final byte[] start = new byte[Field.LONGEST_START];
    private final HeldBytes value;
    private Field field = Field.OTHER;
    private long length;

    TornLine(FieldReader reader, Block block, SizeLimit limit) {
        this.reader = reader;
        this.block = block;
        value = new HeldBytes(limit.bytes());
    }

    boolean isOpen() {
        return length > 0;
    }

    /** Adds the next bytes of the line, possibly none. */
    void add(byte[] bytes, int from, int to) {
        int position = from;
        if (length < start.length) {
            position = collectStart(bytes, from, to);
            if (length < start.length) {
                return;
            }
            open();
        }
        length += to - position;
        addToValue(bytes, position, to);
    }

    private int collectStart(byte[] bytes, int from, int to) {
        int count = Math.min(start.length - (int) length, to - from);
        System.arraycopy(bytes, from, start, (int) length, count);
        length += count;
        return from + count;
    }

    private void open() {
        field = Field.of(start, 0, start.length);
        if (field == Field.DATA) {
            block.beginData();
        }
        addToValue(start, field.valueStart(start, 0, start.length), start.length);
    }

    private void addToValue(byte[] bytes, int from, int to) {
        if (!block.admits(field, length)) {
            field = Field.OTHER;
            value.clear();
        } else if (field == Field.DATA) {
            block.addData(bytes, from, to);
        } else {
            value.add(bytes, from, to);
        }
    }

    /** The line has ended. */
    void end() {
        if (length < start.length) {
            reader.field(start, 0, (int) length);
            block.hold(start);
        } else if (field != Field.OTHER && field != Field.DATA) {
            block.field(field, value.array(), 0, value.length());
        }
        drop();
    }

    void drop() {
        length = 0;
        value.clear();
    }

    long heldBytes() {
        return Math.min(length, start.length) + value.length();
    }

    long capacity() {
        return value.capacity();
    }
}
