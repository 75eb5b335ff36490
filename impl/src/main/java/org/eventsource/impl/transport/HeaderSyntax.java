package org.eventsource.impl.transport;

import java.util.Locale;
import java.util.Set;

/** What may be sent as a header, the same over every transport. */
public final class HeaderSyntax {

    /** Those that the standard sets, then those that {@code java.net.http} keeps to itself. */
    private static final Set<String> RESERVED = Set.of(
            "accept", "cache-control", "last-event-id", "connection", "content-length", "expect", "host", "upgrade");

    private HeaderSyntax() {}

    /**
     * A <a href="https://www.rfc-editor.org/rfc/rfc9110#name-tokens">token</a> that is not reserved.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static String checkName(String name) {
        if (name.isEmpty() || !name.chars().allMatch(HeaderSyntax::isTokenChar)) {
            throw new IllegalArgumentException("header name: not a token: \"" + printable(name) + "\"");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header name: \"" + name + "\" is set by the library alone");
        }
        return name;
    }

    /**
     * Visible ASCII, spaces and tabs: what every client sends as it is.
     *
     * @throws IllegalArgumentException naming the header and the place, but not the value, which may be a secret
     */
    public static String checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw new IllegalArgumentException(
                        "header %s: the value has a character that cannot be sent, U+%04X, at index %d"
                                .formatted(name, (int) c, i));
            }
        }
        return value;
    }

    /** Whether a value is visible ASCII alone, without spaces that a server would strip. */
    public static boolean isVisibleAscii(String value) {
        return value.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }
}
