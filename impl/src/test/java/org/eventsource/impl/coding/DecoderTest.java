package org.eventsource.impl.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes bodies that the JDK's own classes have encoded. */
class DecoderTest {

    private static final String TEXT = "data: é€😀\n\n".repeat(3000);

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(String text, boolean raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** A member whose header has each optional part: extra bytes, a name, a comment and a check sum. */
    private static byte[] withAllParts(String text) {
        byte[] plain = gzip(text);
        byte[] header = joined(
                new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0, 3, 0, 1, 2, 3},
                "name\0comment\0".getBytes(UTF_8));
        CRC32 sum = new CRC32();
        sum.update(header);
        byte[] check = {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)};
        return joined(header, check, Arrays.copyOfRange(plain, 10, plain.length));
    }

    private static String decoded(String coding, int pieces, byte[] body) throws DataFormatException {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        Decoder decoder = Decoder.of(coding);
        for (int from = 0; from < body.length; from += pieces) {
            decoder.decode(body, from, Math.min(pieces, body.length - from), (bytes, offset, length) -> {
                decoded.write(bytes, offset, length);
                return true;
            });
        }
        decoder.close();
        return decoded.toString(UTF_8);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("gzip", gzip(TEXT), TEXT),
                arguments("x-gzip", gzip(TEXT), TEXT),
                arguments("gzip", gzip(""), ""),
                arguments("gzip", withAllParts(TEXT), TEXT),
                arguments("gzip", joined(gzip("a"), gzip(TEXT), gzip("z")), "a" + TEXT + "z"),
                arguments("gzip", joined(gzip("a"), new byte[5], gzip("b"), new byte[7]), "ab"),
                arguments("gzip", TEXT.getBytes(UTF_8), TEXT),
                arguments("gzip", new byte[] {0x1f, 'x'}, "\u001fx"),
                arguments("deflate", deflate(TEXT, false), TEXT),
                arguments("deflate", deflate(TEXT, true), TEXT),
                arguments("deflate", deflate("data: first", true), "data: first"),
                arguments("deflate", deflate("", false), ""));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void decodes_a_body_in_pieces_of_any_size(String coding, byte[] body, String text) throws Exception {
        for (int pieces : new int[] {1, 2, 3, 7, 1000, Integer.MAX_VALUE / 2}) {
            assertThat(decoded(coding, pieces, body)).isEqualTo(text);
        }
    }

    static Stream<Arguments> damagedBodies() {
        byte[] wrongSum = gzip("a");
        wrongSum[wrongSum.length - 8] ^= 1;
        byte[] wrongSize = gzip("a");
        wrongSize[wrongSize.length - 1] ^= 1;
        byte[] wrongMethod = gzip("a");
        wrongMethod[2] = 7;
        return Stream.of(
                arguments("gzip", wrongSum),
                arguments("gzip", wrongSize),
                arguments("gzip", wrongMethod),
                arguments("gzip", joined(gzip("a"), "data: x".getBytes(UTF_8))),
                arguments("gzip", joined(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}, new byte[] {7, 7, 7})),
                arguments("deflate", joined(deflate("a", false), new byte[] {1})),
                arguments("deflate", joined(deflate("a", true), new byte[] {1})),
                arguments("deflate", new byte[] {0x78, (byte) 0xbb, 0, 0, 0, 1, 1}));
    }

    @ParameterizedTest
    @MethodSource("damagedBodies")
    void refuses_a_body_that_is_damaged(String coding, byte[] body) {
        for (int pieces : new int[] {1, 1000}) {
            assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> decoded(coding, pieces, body));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void decodes_nothing_after_it_is_closed(String coding) throws Exception {
        Decoder decoder = Decoder.of(coding);
        decoder.close();
        decoder.close();
        byte[] body = coding.equals("gzip") ? gzip("a") : deflate("a", false);
        decoder.decode(body, 0, body.length, (bytes, offset, length) -> {
            throw new AssertionError("it decoded " + length + " bytes");
        });
    }

    /** The first two bytes of deflate may give a byte already. */
    @ParameterizedTest
    @MethodSource("bodies")
    void passes_on_at_most_one_slice_when_no_more_is_wanted(String coding, byte[] body, String text) throws Exception {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        Decoder decoder = Decoder.of(coding);
        int taken = 0;
        while (taken < body.length || decoder.holdsOutput()) {
            int[] slices = new int[1];
            taken += decoder.decode(body, taken, body.length - taken, (bytes, offset, length) -> {
                slices[0]++;
                decoded.write(bytes, offset, length);
                return false;
            });
            assertThat(slices[0]).isLessThanOrEqualTo(1);
        }

        assertThat(decoded.toString(UTF_8)).isEqualTo(text);
    }

    @Test
    void stops_when_no_more_is_wanted_and_when_it_is_closed_meanwhile() throws Exception {
        byte[] body = gzip(TEXT);
        Decoder decoder = Decoder.of("gzip");
        int[] slices = new int[1];
        decoder.decode(body, 0, body.length, (bytes, offset, length) -> {
            slices[0]++;
            decoder.close();
            return false;
        });
        decoder.decode(body, 0, body.length, (bytes, offset, length) -> {
            slices[0]++;
            return true;
        });

        assertThat(slices[0]).isEqualTo(1);
    }
}
