package org.eventsource.impl.source;

import java.util.function.LongSupplier;
import java.util.zip.DataFormatException;
import org.eventsource.EventTooLargeException;
import org.eventsource.impl.coding.Decoder;

/** A body that is encoded, and a limit for what it expands to. */
final class CodedBody {

    private final Decoder decoder;
    private final Expansion expansion;
    private final WaitingBytes waiting = new WaitingBytes();
    private final int limit;

    /** @param limit the number of bytes without an event that are always allowed */
    CodedBody(Decoder decoder, int limit) {
        this.decoder = decoder;
        this.expansion = new Expansion(limit);
        this.limit = limit;
    }

    /**
     * Decodes the next bytes, until the sink wants no more.
     *
     * @param events returns how many events the sink has delivered
     * @throws DataFormatException if the bytes are not what the coding demands
     * @throws EventTooLargeException if they expand too far without an event
     */
    void read(byte[] bytes, int offset, int length, Decoder.Sink sink, LongSupplier events) throws DataFormatException {
        expansion.received(length);
        int taken = decode(bytes, offset, length, sink, events);
        waiting.keep(bytes, offset + taken, offset + length);
    }

    /** Decodes what was left when the sink wanted no more. */
    void readOn(Decoder.Sink sink, LongSupplier events) throws DataFormatException {
        if (isHeld()) {
            waiting.pass((bytes, offset, length) -> decode(bytes, offset, length, sink, events));
        }
    }

    /** Returns whether there is something to decode that the sink did not want yet. */
    boolean isHeld() {
        return !waiting.isEmpty() || decoder.holdsOutput();
    }

    private int decode(byte[] bytes, int offset, int length, Decoder.Sink sink, LongSupplier events)
            throws DataFormatException {
        return decoder.decode(bytes, offset, length, (decoded, from, count) -> {
            long before = events.getAsLong();
            boolean wanted = sink.accept(decoded, from, count);
            if (events.getAsLong() > before) {
                expansion.reset();
            } else if (wanted && !expansion.allows(count)) {
                throw new EventTooLargeException("the compressed stream expands to more than " + limit
                        + " bytes without an event, the limit that maxEventSize sets");
            }
            return wanted;
        });
    }

    /** Returns whether the body may end after the bytes that were read. */
    boolean mayEnd() {
        return decoder.mayEnd();
    }

    /** Releases memory. Never blocks. May be called at any time, on any thread, and more than once. */
    void close() {
        decoder.close();
    }
}
