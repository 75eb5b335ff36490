package org.eventsource.parser;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.eventsource.EventTooLargeException;

/**
 * An incremental parser of {@code text/event-stream}: takes the bytes of a stream in pieces of any size and calls an
 * {@link EventStreamHandler} as soon as a line allows it.
 *
 * <p>No input makes it throw, but for what is larger than the limit: the data of an event (with the line feeds between
 * its lines) or one line of the fields {@code data}, {@code event}, {@code id} and {@code retry}, in bytes; or data,
 * type, id and unfinished line together by more than 1 KiB. Comments and unknown fields of any length are dropped as
 * they come, so that it never holds more than that.
 *
 * <p>Once an exception has left {@link #feed feed}, the parser is spent: it ignores all further input. A parser is not
 * thread safe, and a handler must not feed the parser that calls it.
 */
public final class EventStreamParser {

    /** The limit where none is given: 16 MiB. */
    private static final int DEFAULT_MAX_EVENT_SIZE = 16 * 1024 * 1024;

    private final ByteOrderMark byteOrderMark = new ByteOrderMark();
    private final LineSplitter lines = new LineSplitter();
    private final FieldReader fields;
    private final Block block;
    private final BlockInterpreter interpreter;

    /** A parser with a limit of 16 MiB that starts with an empty last event id. */
    public EventStreamParser(EventStreamHandler handler) {
        this(handler, DEFAULT_MAX_EVENT_SIZE, "");
    }

    /**
     * A parser that takes up where another stream ended.
     *
     * @param maxEventSize how large an event, or one line of it, may be, in bytes
     * @param lastEventId the id of events before the stream's first {@code id} field; empty for none
     * @throws IllegalArgumentException if {@code maxEventSize} is not positive
     */
    public EventStreamParser(EventStreamHandler handler, int maxEventSize, String lastEventId) {
        SizeLimit limit = new SizeLimit(maxEventSize);
        interpreter =
                new BlockInterpreter(requireNonNull(handler, "handler"), requireNonNull(lastEventId, "lastEventId"));
        block = new Block(interpreter, limit);
        fields = new FieldReader(block, limit);
    }

    /**
     * Parses the next bytes of the stream. Everything they complete is handed over before this returns, and the array
     * belongs to the caller again then.
     *
     * @throws EventTooLargeException if an event passes the limit
     * @throws IndexOutOfBoundsException if the range is not in the array; nothing was parsed then
     */
    public void feed(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (interpreter.stopped()) {
            return;
        }
        boolean completed = false;
        try {
            parse(bytes, offset, offset + length);
            completed = true;
        } finally {
            if (!completed) {
                stop();
            }
        }
    }

    private void parse(byte[] bytes, int from, int to) {
        int start = lines.first(bytes, skipByteOrderMark(bytes, from, to), to);
        for (int end = LineEnd.find(bytes, start, to); end < to; end = LineEnd.find(bytes, start, to)) {
            fields.line(bytes, start, end);
            if (interpreter.stopped()) {
                return;
            }
            start = lines.next(bytes, end, to);
        }
        fields.hold(bytes, start, to);
    }

    private int skipByteOrderMark(byte[] bytes, int from, int to) {
        int position = byteOrderMark.skip(bytes, from, to);
        if (position < to && byteOrderMark.isTorn()) {
            byteOrderMark.giveBack(fields);
        }
        return position;
    }

    /**
     * Ignores everything that follows: when a handler calls this, the rest of the bytes being fed and all later ones.
     * There is no way back.
     */
    public void stop() {
        interpreter.stop();
        end();
    }

    /**
     * The stream has ended: drops an unfinished block with its id, as HTML 9.2.6 demands, and gets ready for the first
     * byte of the next stream. The last event id stays. Not to be called by a handler.
     */
    public void end() {
        byteOrderMark.expect();
        lines.reset();
        fields.drop();
        block.drop();
    }

    /** The id of the last block that ended with one, or the one the parser was made with; empty if there is none. */
    public String lastEventId() {
        return interpreter.lastEventId();
    }

    /** How many bytes of input the parser holds now; for tests. */
    long heldBytes() {
        return block.size() + fields.heldBytes();
    }

    /** How much memory the parser has for input, in use or not; for tests. */
    long capacity() {
        return block.capacity() + fields.capacity();
    }
}
