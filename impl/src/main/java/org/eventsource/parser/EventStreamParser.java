package org.eventsource.parser;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.eventsource.EventTooLargeException;

/**
 * An incremental parser of {@code text/event-stream}. It takes the bytes of a stream in pieces of any size and calls an
 * {@link EventStreamHandler} as soon as a line allows it.
 *
 * <p>It throws an exception only for input that is larger than the limit, in bytes. The limit holds for the data of an
 * event, with the line feeds between its lines, and for one line of the fields {@code data}, {@code event}, {@code id}
 * and {@code retry}. Data, type, id and unfinished line together may be larger by 1 KiB. The parser never keeps more
 * bytes: it drops comments and unknown fields of any length while it reads them.
 *
 * <p>After {@link #feed feed} has thrown an exception, the parser ignores all further input. A parser is not thread
 * safe, and a handler must not feed the parser that calls it.
 */
public final class EventStreamParser {

    /** The limit of a parser that is created without one: 16 MiB. */
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
     * A parser that continues after an earlier stream.
     *
     * @param maxEventSize the largest size of an event, and of one line of it, in bytes
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
     * Parses the next bytes of the stream. Calls the handler for everything that they complete. The array belongs to
     * the caller again when this returns.
     *
     * @return how many bytes were parsed, or ignored after a stop: {@code length}, unless the handler has called
     *     {@link #pause}. Then the caller feeds the other bytes when it goes on
     * @throws EventTooLargeException if an event is larger than the limit
     * @throws IndexOutOfBoundsException if the range is not in the array; then nothing was parsed
     */
    public int feed(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (interpreter.stopped()) {
            return length;
        }
        interpreter.goOn();
        boolean completed = false;
        try {
            int end = parse(bytes, offset, offset + length);
            completed = true;
            return end - offset;
        } finally {
            if (!completed) {
                stop();
            }
        }
    }

    /** Returns where the parsed bytes end. */
    private int parse(byte[] bytes, int from, int to) {
        int start = lines.first(bytes, skipByteOrderMark(bytes, from, to), to);
        for (int end = LineEnd.find(bytes, start, to); end < to; end = LineEnd.find(bytes, start, to)) {
            fields.line(bytes, start, end);
            if (interpreter.halted()) {
                return interpreter.stopped() ? to : lines.next(bytes, end, to);
            }
            start = lines.next(bytes, end, to);
        }
        fields.hold(bytes, start, to);
        return to;
    }

    private int skipByteOrderMark(byte[] bytes, int from, int to) {
        int position = byteOrderMark.skip(bytes, from, to);
        if (position < to && byteOrderMark.isIncomplete()) {
            byteOrderMark.restore(fields);
        }
        return position;
    }

    /**
     * Is called by a handler. {@link #feed Feed} then returns after the line for which the handler was called, and
     * leaves the other bytes unparsed. The next feed goes on as usual. A call from outside the handler has no effect.
     */
    public void pause() {
        interpreter.pause();
    }

    /**
     * Ignores all further input from now on, and for good. If a handler calls this, that includes the rest of the bytes
     * that are being fed.
     */
    public void stop() {
        interpreter.stop();
        end();
    }

    /**
     * Is called when the stream has ended. Drops an unfinished block with its id, as HTML 9.2.6 demands. The next byte
     * is the first one of the next stream. The last event id stays. A handler must not call this.
     */
    public void end() {
        byteOrderMark.expect();
        lines.reset();
        fields.drop();
        block.drop();
    }

    /** Returns the id of the last complete block that had one, or the id of the constructor; empty if there is none. */
    public String lastEventId() {
        return interpreter.lastEventId();
    }

    /** Returns how many bytes of input the parser keeps now. For tests. */
    long heldBytes() {
        return block.size() + fields.heldBytes();
    }

    /** Returns how many bytes of memory the parser has for input, used or not. For tests. */
    long capacity() {
        return block.capacity() + fields.capacity();
    }
}
