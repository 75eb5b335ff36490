package org.eventsource.impl.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.impl.transport.Response;

/** Collects the beginning of the body of a response that is not a stream. */
final class AnswerBody {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s\";]+)");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    /** @param limit the largest number of bytes */
    AnswerBody(int limit) {
        this.limit = limit;
    }

    void add(byte[] more, int offset, int length) {
        bytes.write(more, offset, Math.min(length, limit - bytes.size()));
    }

    boolean isFull() {
        return bytes.size() == limit;
    }

    /**
     * Returns the text in the charset of the response, or in UTF-8; empty if there are no bytes. If the last character
     * is incomplete, it is left out.
     */
    Optional<String> text(Response response) {
        if (bytes.size() == 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes.toByteArray());
        CharsetDecoder decoder = charset(response)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(in.remaining() * (double) decoder.maxCharsPerByte()));
        decoder.decode(in, out, false);
        return Optional.of(out.flip().toString());
    }

    private static Charset charset(Response response) {
        return response.header("Content-Type")
                .map(CHARSET::matcher)
                .filter(Matcher::find)
                .map(found -> charset(found.group(1)))
                .orElse(UTF_8);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return UTF_8;
        }
    }
}
