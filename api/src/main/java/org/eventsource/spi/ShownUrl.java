package org.eventsource.spi;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be shown of a URL: no user info, query and fragment, which may be secret. The URL may be malformed. */
final class ShownUrl {

    private static final String ELLIPSIS = "…";

    /** The part before the authority, the authority, and the rest. Some URLs have too many slashes or none. */
    private static final Pattern PARTS =
            Pattern.compile("([^/?#@]*//+|[A-Za-z][A-Za-z0-9+.-]*:/|)([^/?#]*)(.*)", DOTALL);

    /** A host or a name, possibly with expressions and with names in braces. */
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~${}-]|%[0-9A-Fa-f]{2})*(:\\d*)?|\\[[0-9A-Fa-f:.]+](:\\d*)?");

    /** Begins after the scheme. The time of a search for schemes grows with the square of the length. */
    private static final Pattern URL_IN_TEXT = Pattern.compile("//\\S++");

    /** Each driver has its own place for a password. */
    private static final Pattern JDBC_URL = Pattern.compile("\\b(jdbc:[\\w.-]++:).++", CASE_INSENSITIVE | DOTALL);

    private static final Pattern JDBC_URL_IN_TEXT = Pattern.compile("\\b(jdbc:[\\w.-]++:)\\S++", CASE_INSENSITIVE);

    /** In the message of a {@link java.net.URISyntaxException}, a quoted text follows this. It may have spaces. */
    private static final Pattern MALFORMED_URL = Pattern.compile("\\bat index \\d{1,9}: ");

    private static final int LONGEST_URL = 1000;

    private static final Pattern LATER_USER_INFO = Pattern.compile("//[^/?#]*@");
    private static final Pattern QUERY = Pattern.compile("[?#].*", DOTALL);

    private ShownUrl() {}

    /** Returns a text that may be a URL, or a part of one, without what may be secret. */
    static String of(String text) {
        String shown = JDBC_URL.matcher(text).replaceFirst("$1" + ELLIPSIS);
        return QUERY.matcher(withoutUserInfo(shown)).replaceFirst("");
    }

    /** Returns a text in which there may be URLs, without what may be secret in them. */
    static String in(String text) {
        Matcher malformed = MALFORMED_URL.matcher(text);
        return malformed.find()
                ? withoutSpaces(text.substring(0, malformed.end())) + begin(text.substring(malformed.end()))
                : withoutSpaces(text);
    }

    /** Returns a text in which no URL has a space. */
    private static String withoutSpaces(String text) {
        String shown = JDBC_URL_IN_TEXT.matcher(text).replaceAll("$1" + ELLIPSIS);
        return URL_IN_TEXT.matcher(shown).replaceAll(url -> Matcher.quoteReplacement(begin(url.group())));
    }

    /** Returns the begin of a URL. What is before the end of a user info counts as a part of it. */
    private static String begin(String url) {
        if (url.length() <= LONGEST_URL) {
            return of(url);
        }
        String begin = url.substring(0, LONGEST_URL);
        return begin.indexOf('@') < 0 && url.indexOf('@') >= 0 ? ELLIPSIS : of(begin);
    }

    private static String withoutUserInfo(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return ELLIPSIS;
        }
        String authority = parts.group(2);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        String rest = parts.group(3);
        // A password that is not encoded may have a character that ends an authority. Its end is then unknown.
        return HOST.matcher(host).matches() || rest.indexOf('@') < 0
                ? parts.group(1) + host + LATER_USER_INFO.matcher(rest).replaceAll("//")
                : parts.group(1) + ELLIPSIS;
    }
}
