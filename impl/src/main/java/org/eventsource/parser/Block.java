package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a block until the blank line that ends it (HTML 9.2.6). */
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

    /** Whether comments are of use. */
    boolean wantsComments() {
        return wantsComments;
    }

    /**
     * Whether a line, or its part so far, is of use.
     *
     * @throws org.eventsource.EventTooLargeException if it is, but is too large
     */
    boolean admits(Field field, long length) {
        return switch (field) {
            case OTHER -> false;
            case COMMENT -> wantsComments && limit.allowsLine(length, size());
            case DATA -> limit.checkLine(field, length, 0);
            case EVENT, ID, RETRY -> limit.checkLine(field, length, size());
        };
    }

    /** A whole value. */
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

    /** Begins a data value that comes in pieces. */
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

    /** "If the field value does not contain U+0000 NULL"; else the field is ignored. */
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

    /** These bytes, which were fed, go back to the caller. */
    void hold(byte[] bytes) {
        data.hold(bytes);
    }

    /** The blank line, in the bytes being fed. */
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

    /** Many blocks are but a comment that keeps the connection alive: of those there is nothing to forget. */
    private boolean isEmpty() {
        return !data.isPresent() && type == null && id == null;
    }

    /** Forgets the fields so far. */
    void drop() {
        type = null;
        typeSize = 0;
        id = null;
        idSize = 0;
        data.clear();
    }

    /** What the block holds, in bytes of the stream. */
    long size() {
        return (long) data.size() + typeSize + idSize;
    }

    long capacity() {
        return data.capacity();
    }
}
