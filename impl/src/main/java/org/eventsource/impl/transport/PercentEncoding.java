package org.eventsource.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;

/**
 * Encodes values of the application for a URL. Only the <a
 * href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">unreserved characters</a> stay as they are. All others are
 * encoded as UTF-8, so a value never ends the part of the URL that it is in.
 */
final class PercentEncoding {

    private PercentEncoding() {}

    /** Returns whether a text is valid Unicode. Half of a surrogate pair has no UTF-8. */
    static boolean canEncode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    /** Returns the text as it is sent. */
    static String encoded(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(character -> character.matches("[A-Za-z0-9._~-]") ? character : percents(character))
                .collect(Collectors.joining());
    }

    private static String percents(String character) {
        StringBuilder percents = new StringBuilder();
        for (byte octet : character.getBytes(UTF_8)) {
            percents.append("%%%02X".formatted(octet));
        }
        return percents.toString();
    }
}
