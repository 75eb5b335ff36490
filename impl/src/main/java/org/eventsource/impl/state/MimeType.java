package org.eventsource.impl.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eventsource.impl.transport.HeaderSyntax;

/**
 * The type of a response, as the Fetch standard <a
 * href="https://fetch.spec.whatwg.org/#concept-header-extract-mime-type">extracts</a> it from the headers
 * {@code Content-Type}. An event stream is always UTF-8, so the parameters of the type have no effect and are not read.
 */
final class MimeType {

    /** HTTP whitespace of the MIME Sniffing standard. */
    private static final String WHITESPACE = " \t\r\n";

    private MimeType() {}

    /**
     * Returns the last type in a header, without parameters and in lower case; empty if there is none.
     *
     * @param values the values of the header, one for each header line; each may be a list
     */
    static Optional<String> extract(List<String> values) {
        return split(String.join(", ", values)).stream()
                .flatMap(value -> essence(value).stream())
                .filter(essence -> !essence.equals("*/*"))
                .reduce((before, last) -> last);
    }

    /**
     * <a href="https://fetch.spec.whatwg.org/#header-value-get-decode-and-split">Splits</a> a list at its commas, but
     * not at a comma in a quoted string. A quoted string without an end reaches to the end of the list.
     */
    private static List<String> split(String list) {
        List<String> values = new ArrayList<>();
        int begin = 0;
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ',' && !quoted) {
                values.add(list.substring(begin, i));
                begin = i + 1;
            }
        }
        values.add(list.substring(begin));
        return values;
    }

    /**
     * <a href="https://mimesniff.spec.whatwg.org/#parse-a-mime-type">Parses</a> a type without its parameters. They
     * never make a type invalid.
     */
    private static Optional<String> essence(String value) {
        int semicolon = value.indexOf(';');
        String withoutParameters = stripped(semicolon < 0 ? value : value.substring(0, semicolon));
        int slash = withoutParameters.indexOf('/');
        if (slash < 0
                || !HeaderSyntax.isToken(withoutParameters.substring(0, slash))
                || !HeaderSyntax.isToken(withoutParameters.substring(slash + 1))) {
            return Optional.empty();
        }
        return Optional.of(withoutParameters.toLowerCase(Locale.ROOT));
    }

    private static String stripped(String value) {
        int begin = 0;
        int end = value.length();
        while (begin < end && isWhitespace(value.charAt(begin))) {
            begin++;
        }
        while (begin < end && isWhitespace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(begin, end);
    }

    private static boolean isWhitespace(char c) {
        return WHITESPACE.indexOf(c) >= 0;
    }
}
