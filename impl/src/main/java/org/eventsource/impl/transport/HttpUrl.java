package org.eventsource.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eventsource.spi.ForeignText;

/** The URLs that a source can be opened with. */
public final class HttpUrl {

    private static final int LAST_PORT = 65_535;
    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** Replaces half of a surrogate pair, as in browsers. */
    private static final String REPLACEMENT = "\uFFFD";

    private HttpUrl() {}

    /**
     * Returns the URL if it is absolute, http or https, and has a host.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static URI check(URI url) {
        problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException("url: " + problem);
        });
        return url;
    }

    /** Returns why a URL cannot be used, in words for people; empty if it can. */
    public static Optional<String> problem(URI url) {
        String scheme = url.getScheme();
        if (scheme == null) {
            return Optional.of("not absolute: " + Shown.of(String.valueOf(url.getRawPath())));
        }
        if (!Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
            return Optional.of("neither http nor https" + (mayBeUser(url) ? "" : ", but " + ForeignText.of(scheme)));
        }
        if (url.getHost() == null) {
            return Optional.of(withoutHost(url));
        }
        return url.getPort() > LAST_PORT ? Optional.of("no such port: " + url.getPort()) : Optional.empty();
    }

    /** In a URL without a scheme, such as {@code user:password@host}, the user's name is where the scheme would be. */
    private static boolean mayBeUser(URI url) {
        return url.isOpaque() && url.getRawSchemeSpecificPart().indexOf('@') >= 0;
    }

    /**
     * Returns the URL as it is sent: in ASCII, with other characters percent-encoded as UTF-8. As in browsers, the
     * characters are not normalised before.
     */
    public static URI inAscii(URI url) {
        String text = url.toString();
        return isAscii(text) ? url : URI.create(encoded(text));
    }

    /** Returns the URL without what is only for the client: user info and fragment. A proxy gets the whole URL. */
    public static URI ofRequest(URI url) {
        if (url.getRawUserInfo() == null && url.getRawFragment() == null) {
            return url;
        }
        String authority = url.getRawAuthority();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1)
                + url.getRawPath() + query);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < FIRST_BEYOND_ASCII);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point < FIRST_BEYOND_ASCII) {
                encoded.append((char) point);
            } else {
                boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
                String character = isHalf ? REPLACEMENT : Character.toString(point);
                for (byte octet : character.getBytes(UTF_8)) {
                    encoded.append("%%%02X".formatted(octet & 0xff));
                }
            }
        });
        return encoded.toString();
    }

    private static String withoutHost(URI url) {
        String authority = url.getRawAuthority();
        if (authority == null) {
            return "without a host";
        }
        // If a password has a slash, the parsed authority is a part of the password.
        String name = url.toString().lastIndexOf('@') > url.toString().indexOf(authority) + authority.length()
                ? "what is there"
                : '"' + ForeignText.of(authority.substring(authority.lastIndexOf('@') + 1)) + '"';
        return name
                + " is no host name: a name has letters of ASCII, digits, dots and dashes, and no underscore; IDN.toASCII encodes other letters";
    }
}
