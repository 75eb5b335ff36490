package org.eventsource.parser;

/** Reads lines as fields (HTML 9.2.6), whether they arrive complete or in pieces. */
final class FieldReader {

    private final Block block;
    private final TornLine torn;

    FieldReader(Block block, SizeLimit limit) {
        this.block = block;
        torn = new TornLine(this, block, limit);
    }

    /** Reads a line, or the rest of a line that began in an earlier feed. */
    void line(byte[] bytes, int from, int to) {
        if (torn.isOpen()) {
            torn.add(bytes, from, to);
            torn.end();
        } else if (from == to) {
            block.end(bytes);
        } else if (mayBeNeeded(bytes[from])) {
            field(bytes, from, to);
        }
    }

    /** Most lines of an idle stream are comments that the handler ignores, so this check comes first. */
    private boolean mayBeNeeded(byte first) {
        return first != ':' || block.wantsComments();
    }

    /** Reads a line that is complete and has at least one byte. */
    void field(byte[] bytes, int from, int to) {
        Field field = Field.of(bytes, from, to);
        if (block.admits(field, to - from)) {
            block.field(field, bytes, field.valueStart(bytes, from, to), to);
        }
    }

    /** The bytes end here, possibly within a line. Copies what is still needed of them. */
    void hold(byte[] bytes, int from, int to) {
        block.hold(bytes);
        torn.add(bytes, from, to);
    }

    /** Drops the unfinished line. */
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
