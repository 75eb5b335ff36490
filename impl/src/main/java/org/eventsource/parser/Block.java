package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The fields of one block, until the blank line that ends it (HTML 9.2.6). */
final class Block {

    private final BlockInterpreter interpreter;
    private final SizeLimit limit;
    private final boolean wantsComments;
    private final EventTypes types = new EventTypes();
    private final EventData data;
    private @Nullable String type;
    private int typeSize;
    private @Nullable String id;
    private int idSize;

    Block(BlockInterpreter interpreter, SizeLimit limit) {
        this.interpreter = interpreter;
        this.limit = limit;
        wantsComments = interpreter.wantsComments();
        data = new EventData(limit);
    }

    /** Returns whether the handler wants comments. */
    boolean wantsComments() {
        return wantsComments;
    }

    /**
     * Returns whether a line is needed.
     *
     * @param length of the line, or of the part that was read so far
     * @throws org.eventsource.EventTooLargeException if the line is needed and is too large
     */
    boolean admits(Field field, long length) {
        return switch (field) {
            case OTHER -> false;
            case COMMENT -> wantsComments && limit.allowsLine(length, size());
            case DATA -> limit.checkLine(field, length, 0);
            case EVENT, ID, RETRY -> limit.checkLine(field, length, size());
        };
    }

    /** Adds a field whose value is complete. */
    void field(Field field, byte[] bytes, int from, int to) {
        switch (field) {
            case DATA -> data(bytes, from, to);
            case EVENT -> event(bytes, from, to);
            case ID -> id(bytes, from, to);
            case RETRY -> retry(bytes, from, to);
            case COMMENT -> interpreter.comment(Utf8.decode(bytes, from, to));
            case OTHER -> {}
        }
    }

    private void data(byte[] bytes, int from, int to) {
        limit.checkData(data.sizeWithLine(to - from), typeSize + idSize);
        data.addLine(bytes, from, to);
    }

    /** Begins a {@code data} value that arrives in pieces. */
    void beginData() {
        limit.checkData(data.sizeWithLine(0), typeSize + idSize);
        data.beginLine();
    }

    void addData(byte[] bytes, int from, int to) {
        limit.checkData((long) data.size() + to - from, typeSize + idSize);
        data.addToLine(bytes, from, to);
    }

    private void event(byte[] bytes, int from, int to) {
        type = types.of(bytes, from, to);
        typeSize = to - from;
    }

    /** "If the field value does not contain U+0000 NULL". Otherwise the field is ignored. */
    private void id(byte[] bytes, int from, int to) {
        for (int index = from; index < to; index++) {
            if (bytes[index] == 0) {
                return;
            }
        }
        id = Utf8.decode(bytes, from, to);
        idSize = to - from;
    }

    private void retry(byte[] bytes, int from, int to) {
        Duration time = RetryTime.parse(bytes, from, to);
        if (time != null) {
            interpreter.retry(time);
        }
    }

    /** Copies what is still needed of the bytes that were fed, because they belong to the caller again. */
    void hold(byte[] bytes) {
        data.hold(bytes);
    }

    /**
     * A blank line has ended the block.
     *
     * @param bytes the bytes that are being fed
     */
    void end(byte[] bytes) {
        if (isEmpty()) {
            interpreter.block(null, null, null);
            return;
        }
        String endedType = type;
        String endedData = data.text(bytes);
        String endedId = id;
        drop();
        interpreter.block(endedType, endedData, endedId);
    }

    /** Many blocks have only a comment, which keeps the connection alive. They leave nothing to drop. */
    private boolean isEmpty() {
        return !data.isPresent() && type == null && id == null;
    }

    /** Drops the fields of the unfinished block. */
    void drop() {
        type = null;
        typeSize = 0;
        id = null;
        idSize = 0;
        data.clear();
    }

    /** Returns the size of the fields in bytes of the stream. */
    long size() {
        return (long) data.size() + typeSize + idSize;
    }

    long capacity() {
        return data.capacity();
    }
}
