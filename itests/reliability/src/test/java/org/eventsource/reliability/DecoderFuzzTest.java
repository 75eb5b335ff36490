package org.eventsource.reliability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.eventsource.impl.coding.Decoder;

/**
 * Whatever a compressed body is, however it is split, and whenever the reader pauses: the same bytes, or the same
 * verdict that it is damaged.
 */
public class DecoderFuzzTest {

    @Corpus("decoder")
    void a_body_in_pieces_is_decoded_as_the_whole_is(Path file) throws IOException {
        fuzzerTestOneInput(Files.readAllBytes(file));
    }

    /**
     * Called by the fuzzer. Of the first byte, the lowest three bits are the length of a piece. The next one chooses
     * the coding, the next one decides whether the reader pauses, and the next one whether the body is compressed
     * first.
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length < 1) {
            return;
        }
        int choice = input[0];
        int piece = 1 + (choice & 7);
        boolean gzip = (choice & 8) != 0;
        boolean pauses = (choice & 16) != 0;
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] body = (choice & 32) != 0 ? compressed(rest, gzip, (choice & 64) != 0) : rest;
        String coding = gzip ? "gzip" : "deflate";

        Outcome whole = decode(coding, body, Math.max(1, body.length), false);
        Outcome pieces = decode(coding, body, piece, pauses);
        if (!whole.equals(pieces)) {
            throw new AssertionError(whole + " as a whole, but in pieces " + pieces);
        }
        if (body != rest && !whole.equals(Outcome.of(rest))) {
            throw new AssertionError("decoded to " + whole + " and not to what was compressed");
        }
    }

    private static byte[] compressed(byte[] plain, boolean gzip, boolean raw) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = gzip
                ? new GZIPOutputStream(compressed)
                : new DeflaterOutputStream(compressed, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
            stream.write(plain);
        }
        return compressed.toByteArray();
    }

    private static Outcome decode(String coding, byte[] body, int piece, boolean pauses) {
        Decoder decoder = Decoder.of(coding);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        Decoder.Sink sink = (bytes, offset, length) -> {
            decoded.write(bytes, offset, length);
            return !pauses;
        };
        try {
            int position = 0;
            while (position < body.length || decoder.holdsOutput()) {
                int length = Math.min(piece, body.length - position);
                int taken = decoder.decode(body, position, length, sink);
                if (taken < 0 || taken > length) {
                    throw new AssertionError(taken + " of " + length + " bytes were taken");
                }
                position += taken;
            }
            return new Outcome(decoded.toString(ISO_8859_1), decoder.mayEnd());
        } catch (DataFormatException e) {
            return Outcome.DAMAGED;
        } finally {
            decoder.close();
        }
    }

    /** What came out, and whether the body may end there. How much comes before a damage is not fixed. */
    private record Outcome(String decoded, boolean whole) {

        private static final Outcome DAMAGED = new Outcome("damaged", false);

        private static Outcome of(byte[] decoded) {
            return new Outcome(new String(decoded, ISO_8859_1), true);
        }
    }
}
