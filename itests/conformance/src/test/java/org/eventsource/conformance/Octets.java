package org.eventsource.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Bytes as the case files write them: text stands for its UTF-8, and after a backslash {@code n}, {@code r}, {@code t},
 * a backslash and a closing brace for what they mean everywhere, {@code xFF} for a byte, {@code u{1F600}} for a
 * character, and {@code *20480{x}} for as many times what is within.
 */
final class Octets {

    private final String source;
    private int at;

    private Octets(String source) {
        this.source = source;
    }

    static byte[] of(String source) {
        return new Octets(source).sequence(false);
    }

    /** For what must be text. */
    static String text(String source) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(of(source))).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8: " + source, e);
        }
    }

    private byte[] sequence(boolean nested) {
        var octets = new ByteArrayOutputStream();
        while (at < source.length() && !(nested && source.charAt(at) == '}')) {
            if (source.charAt(at) == '\\') {
                at++;
                escape(octets);
            } else {
                int character = source.codePointAt(at);
                at += Character.charCount(character);
                octets.writeBytes(Character.toString(character).getBytes(UTF_8));
            }
        }
        return octets.toByteArray();
    }

    private void escape(ByteArrayOutputStream octets) {
        char kind = source.charAt(at++);
        switch (kind) {
            case 'n' -> octets.write('\n');
            case 'r' -> octets.write('\r');
            case 't' -> octets.write('\t');
            case '\\', '}' -> octets.write(kind);
            case 'x' -> octets.write(Integer.parseInt(source.substring(at, at += 2), 16));
            case 'u' ->
                octets.writeBytes(
                        Character.toString(Integer.parseInt(braced(), 16)).getBytes(UTF_8));
            case '*' -> repeat(octets);
            default -> throw new IllegalArgumentException("unknown escape \\" + kind + " in: " + source);
        }
    }

    private String braced() {
        int end = source.indexOf('}', at);
        String content = source.substring(at + 1, end);
        at = end + 1;
        return content;
    }

    private void repeat(ByteArrayOutputStream octets) {
        int brace = source.indexOf('{', at);
        int times = Integer.parseInt(source.substring(at, brace));
        at = brace + 1;
        byte[] repeated = sequence(true);
        at++;
        for (int i = 0; i < times; i++) {
            octets.writeBytes(repeated);
        }
    }
}
