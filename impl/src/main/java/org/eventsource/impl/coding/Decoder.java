package org.eventsource.impl.coding;

import java.util.zip.DataFormatException;

/** Decodes the body of one response. What the server has flushed is decoded immediately, without waiting for more. */
public interface Decoder {

    /** Receives decoded bytes. */
    @FunctionalInterface
    interface Sink {

        /**
         * Receives the next bytes, at most 16 KiB. The array belongs to the decoder again when this returns.
         *
         * @return whether more bytes are wanted now
         */
        boolean accept(byte[] bytes, int offset, int length);
    }

    /**
     * Returns a decoder for a content coding.
     *
     * @param coding {@code gzip}, {@code x-gzip} or {@code deflate}
     */
    static Decoder of(String coding) {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GzipDecoder();
            case "deflate" -> new DeflateDecoder();
            default -> throw new IllegalArgumentException("no decoder for " + coding);
        };
    }

    /**
     * Decodes the next bytes of the body. By one thread at a time. Does nothing after {@link #close}.
     *
     * <p>If the sink wants no more, this returns. To go on, the caller passes the bytes that were not taken. It does so
     * even if there are none, while {@link #holdsOutput} returns true.
     *
     * @return how many bytes were taken
     * @throws DataFormatException if the bytes are not what the coding demands
     */
    int decode(byte[] bytes, int offset, int length, Sink sink) throws DataFormatException;

    /** Returns whether bytes that were taken may give more output, which the sink did not want yet. */
    boolean holdsOutput();

    /** Returns whether the body may end after the bytes that were decoded. To be called by the thread that decodes. */
    boolean mayEnd();

    /** Releases memory. Never blocks. May be called at any time, on any thread, and more than once. */
    void close();
}
