package org.eventsource.parser;

/** Reads lines as fields (HTML 9.2.6), whether they come whole or torn. */
final class FieldReader {

    private final Block block;
    private final TornLine torn;

    FieldReader(Block block, SizeLimit limit) {
        this.block = block;
        torn = new TornLine(this, block, limit);
    }

    /** A line, or what was missing of the torn one. */
    void line(byte[] bytes, int from, int to) {
        if (torn.isOpen()) {
            torn.add(bytes, from, to);
            torn.end();
        } else if (from == to) {
            block.end(bytes);
        } else if (mayBeOfUse(bytes[from])) {
            field(bytes, from, to);
        }
    }

    /** Most comments are heartbeats that nobody wants: the shortest way is for them. */
    private boolean mayBeOfUse(byte first) {
        return first != ':' || block.wantsComments();
    }

    /** A line that is not empty and lies in the array whole. */
    void field(byte[] bytes, int from, int to) {
        Field field = Field.of(bytes, from, to);
        if (block.admits(field, to - from)) {
            block.field(field, bytes, field.valueStart(bytes, from, to), to);
        }
    }

    /** The bytes end here, maybe within a line: keeps what is still needed of them. */
    void hold(byte[] bytes, int from, int to) {
        block.hold(bytes);
        torn.add(bytes, from, to);
    }

    /** Drops the line that has not ended. */
    void drop() {
        torn.drop();
    }

    long heldBytes() {
        return torn.heldBytes();
    }

    long capacity() {
        return torn.capacity();
    }
}
