package org.eventsource.impl.coding;

import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** An {@link Inflater} and the slices of its output. */
final class Inflation {

    private static final int SLICE = 16 * 1024;

    private enum Phase {
        IDLE,
        WORKING,
        CLOSED
    }

    private final Inflater inflater;
    private final byte[] slice = new byte[SLICE];
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);
    private boolean finished;

    /** Whether the sink wanted no more, so that there may be more output. */
    private boolean held;

    /** @param raw whether the data has neither the header of zlib nor its check sum */
    Inflation(boolean raw) {
        this.inflater = new Inflater(raw);
    }

    /**
     * Inflates the next bytes, until the compressed data ends or the sink wants no more.
     *
     * @return how many bytes were not taken
     */
    int inflate(byte[] bytes, int offset, int length, Decoder.Sink sink) throws DataFormatException {
        if (!phase.compareAndSet(Phase.IDLE, Phase.WORKING)) {
            return 0;
        }
        try {
            inflater.setInput(bytes, offset, length);
            pass(sink);
            finished = inflater.finished();
            held &= !finished;
            return inflater.getRemaining();
        } finally {
            if (!phase.compareAndSet(Phase.WORKING, Phase.IDLE)) {
                inflater.end();
            }
        }
    }

    private void pass(Decoder.Sink sink) throws DataFormatException {
        held = false;
        for (int count = inflater.inflate(slice); count > 0; count = held ? 0 : inflater.inflate(slice)) {
            held = !sink.accept(slice, 0, count);
        }
        if (inflater.needsDictionary()) {
            throw new DataFormatException("it needs a dictionary");
        }
    }

    /** Returns whether the sink wanted no more, and there may be more output. */
    boolean isHeld() {
        return held;
    }

    /** Returns whether the data has ended. */
    boolean isFinished() {
        return finished;
    }

    void close() {
        if (phase.getAndSet(Phase.CLOSED) == Phase.IDLE) {
            inflater.end();
        }
    }
}
