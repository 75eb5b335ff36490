package org.eventsource.impl.cursor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of the file of a cursor. Every file system can store it, also one that ignores case, forbids some characters
 * or reserves names such as {@code con}.
 */
final class CursorFileName {

    private static final String PREFIX = "cursor-";
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_";

    /** Some file systems allow 143 bytes, and the names of other files are longer than this one by a few characters. */
    private static final int LONGEST = 120;

    private static final char BEFORE_DIGEST = '+';

    private CursorFileName() {}

    /**
     * Returns the name. Cursors of different names have different files, except with a probability that can be
     * neglected: a long name is replaced by its begin and a digest.
     */
    static String of(String cursor) {
        StringBuilder name = new StringBuilder(PREFIX);
        cursor.chars().forEach(unit -> {
            if (PLAIN.indexOf(unit) >= 0) {
                name.append((char) unit);
            } else {
                name.append("%%%04x".formatted(unit));
            }
        });
        if (name.length() > LONGEST) {
            String digest = digest(name.toString());
            name.setLength(LONGEST - digest.length() - 1);
            name.append(BEFORE_DIGEST).append(digest);
        }
        return name.toString();
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
