package org.eventsource.impl.source;

import java.util.function.LongSupplier;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The body of one response on its way to a reader. If the reader wants no more, the rest of what was received waits
 * here: at most one read, and at most 16 KiB of what it expands to. To be used in turn, except for {@link #close}.
 */
final class ResponseBody {

    /** Reads the body. */
    interface Reader {

        /** Returns how many bytes it took. It takes all of them, or wants no more. */
        int take(byte[] bytes, int offset, int length);

        boolean wantsMore();
    }

    private final @Nullable CodedBody coded;
    private final Reader reader;
    private final LongSupplier events;
    private final WaitingBytes waiting = new WaitingBytes();
    private volatile boolean closed;

    /**
     * A body of which nothing was received.
     *
     * @param coded decodes it; null: it is not encoded
     * @param events returns how many events the reader has delivered
     */
    ResponseBody(@Nullable CodedBody coded, Reader reader, LongSupplier events) {
        this.coded = coded;
        this.reader = reader;
        this.events = events;
    }

    /**
     * Passes on what was received.
     *
     * @return whether the reader wants more, and nothing waits
     * @throws DataFormatException if the bytes are not what the coding demands
     * @throws org.eventsource.EventTooLargeException if an event is too large
     */
    boolean read(byte[] bytes, int offset, int length) throws DataFormatException {
        if (coded == null) {
            return passOn(bytes, offset, length);
        }
        coded.read(bytes, offset, length, this::passOn, events);
        return isReady();
    }

    /**
     * Passes on what waits.
     *
     * @return whether the reader wants more, and nothing waits
     * @throws DataFormatException if the bytes are not what the coding demands
     * @throws org.eventsource.EventTooLargeException if an event is too large
     */
    boolean readOn() throws DataFormatException {
        if (closed || !reader.wantsMore()) {
            return false;
        }
        if (!waiting.isEmpty()) {
            waiting.pass(reader::take);
        }
        if (coded != null && wantsDecoded()) {
            coded.readOn(this::passOn, events);
        }
        return isReady();
    }

    private boolean passOn(byte[] bytes, int offset, int length) {
        int taken = reader.take(bytes, offset, length);
        waiting.keep(bytes, offset + taken, offset + length);
        return wantsDecoded();
    }

    private boolean isReady() {
        return wantsDecoded() && (coded == null || !coded.isHeld());
    }

    private boolean wantsDecoded() {
        return waiting.isEmpty() && !closed && reader.wantsMore();
    }

    /** Returns whether the bytes are encoded. On any thread. */
    boolean isCoded() {
        return coded != null;
    }

    /** Returns whether the body may end after the bytes that were received. */
    boolean mayEnd() {
        return coded == null || coded.mayEnd();
    }

    /**
     * Passes on no more, and releases memory. Never blocks. May be called at any time, on any thread, and more than
     * once.
     */
    void close() {
        closed = true;
        if (coded != null) {
            coded.close();
        }
    }
}
