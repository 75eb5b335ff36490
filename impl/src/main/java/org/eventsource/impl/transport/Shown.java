package org.eventsource.impl.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.spi.ForeignText;

/**
 * What may be a URL, whole or in part, as people may see it: without user info, query and fragment, which may be
 * secret, on one line, and not longer than a line should be. Nothing is known of the text: it may be malformed, too.
 */
public final class Shown {

    private static final String ELLIPSIS = "…";

    /** What is before the authority, the authority, and the rest. Some URLs are written with the wrong slashes. */
    private static final Pattern PARTS =
            Pattern.compile("([^/?#@]*//+|[A-Za-z][A-Za-z0-9+.-]*:/|)([^/?#]*)(.*)", Pattern.DOTALL);

    /** A host, or a name; it may have expressions and names in braces in it. */
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~${}-]|%[0-9A-Fa-f]{2})*(:\\d*)?|\\[[0-9A-Fa-f:.]+](:\\d*)?");

    private static final Pattern LATER_USER_INFO = Pattern.compile("//[^/?#]*@");
    private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

    private Shown() {}

    /** The text without what may be secret in it. */
    public static String of(String text) {
        return ForeignText.of(QUERY.matcher(withoutUserInfo(text)).replaceFirst(""));
    }

    /** Whether {@link #of} leaves the text as it is. */
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
        // A password that is not encoded may hold what ends an authority. Where it ends then, nobody can say.
        return HOST.matcher(host).matches() || rest.indexOf('@') < 0
                ? parts.group(1) + host + LATER_USER_INFO.matcher(rest).replaceAll("//")
                : parts.group(1) + ELLIPSIS;
    }
}
