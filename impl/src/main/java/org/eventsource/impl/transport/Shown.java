package org.eventsource.impl.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.spi.ForeignText;

/**
 * A text for messages that may be a URL or a part of one. It is shown without user info, query and fragment, which may
 * be secret, on one line, and cut if it is long. The text may be malformed.
 */
public final class Shown {

    private static final String ELLIPSIS = "…";

    /** The part before the authority, the authority, and the rest. Some URLs have too many slashes or none. */
    private static final Pattern PARTS =
            Pattern.compile("([^/?#@]*//+|[A-Za-z][A-Za-z0-9+.-]*:/|)([^/?#]*)(.*)", Pattern.DOTALL);

    /** A host or a name, possibly with expressions and with names in braces. */
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~${}-]|%[0-9A-Fa-f]{2})*(:\\d*)?|\\[[0-9A-Fa-f:.]+](:\\d*)?");

    /** Begins after the scheme. The time of a search for schemes grows with the square of the length. */
    private static final Pattern URL_IN_TEXT = Pattern.compile("//\\S++");

    private static final int LONGEST_URL = 1000;

    private static final Pattern LATER_USER_INFO = Pattern.compile("//[^/?#]*@");
    private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

    private Shown() {}

    /** Returns the text without the parts that may be secret. */
    public static String of(String text) {
        return ForeignText.of(QUERY.matcher(withoutUserInfo(text)).replaceFirst(""));
    }

    /** Returns a message of foreign code. The URLs in it are without the parts that may be secret. */
    public static String message(String text) {
        return ForeignText.of(
                URL_IN_TEXT.matcher(text).replaceAll(url -> Matcher.quoteReplacement(of(begin(url.group())))));
    }

    private static String begin(String url) {
        return url.length() > LONGEST_URL ? url.substring(0, LONGEST_URL) : url;
    }

    /** Returns whether {@link #of} leaves the text unchanged. */
    public static boolean isWhole(String text) {
        return of(text).equals(text);
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
