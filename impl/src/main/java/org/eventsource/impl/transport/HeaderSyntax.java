package org.eventsource.impl.transport;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** What may be sent as a header. These rules hold for every transport. */
public final class HeaderSyntax {

    /** The headers that the standard sets, then the headers that {@code java.net.http} does not let others set. */
    private static final Set<String> RESERVED =
            Set.of("cache-control", "last-event-id", "connection", "content-length", "expect", "host", "upgrade");

    private HeaderSyntax() {}

    /**
     * Returns the name if it is a <a href="https://www.rfc-editor.org/rfc/rfc9110#name-tokens">token</a> and not
     * reserved.
     *
     * @throws IllegalArgumentException otherwise. The message quotes only a reserved name: any other text may be a
     *     secret value in the wrong place
     */
    public static String checkName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("header name: not a token: it is empty");
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isTokenChar(name.charAt(i))) {
                throw new IllegalArgumentException("header name: not a token: it has the character U+%04X at index %d"
                        .formatted((int) name.charAt(i), i));
            }
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header name: \"" + name + "\" is set by the library alone");
        }
        return name;
    }

    /**
     * Returns the value if it has only visible ASCII characters, spaces and tabs. Every client sends these unchanged.
     *
     * @throws IllegalArgumentException otherwise. The message has the name and the index, but not the value, which may
     *     be secret
     */
    public static String checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isFieldChar(c)) {
                throw new IllegalArgumentException(
                        "header %s: the value has a character that cannot be sent, U+%04X, at index %d"
                                .formatted(name, (int) c, i));
            }
        }
        return value;
    }

    /** Returns whether a value is visible ASCII. Spaces and tabs are allowed inside only: a server strips both ends. */
    public static boolean isVisibleAscii(String value) {
        return value.chars().allMatch(HeaderSyntax::isFieldChar) && !hasBlankEnds(value);
    }

    /** Returns whether a value can be a header in UTF-8: visible ASCII, characters beyond ASCII, blanks inside only. */
    public static boolean isText(String value) {
        return value.chars().allMatch(c -> isFieldChar(c) || c >= 0x80)
                && StandardCharsets.UTF_8.newEncoder().canEncode(value)
                && !hasBlankEnds(value);
    }

    private static boolean hasBlankEnds(String value) {
        return !value.isEmpty() && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)));
    }

    private static boolean isFieldChar(int c) {
        return c == '\t' || (c >= ' ' && c <= '~');
    }

    private static boolean isBlank(int c) {
        return c == '\t' || c == ' ';
    }

    /** Returns whether a text is a <a href="https://www.rfc-editor.org/rfc/rfc9110#name-tokens">token</a>. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HeaderSyntax::isTokenChar);
    }

    private static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
