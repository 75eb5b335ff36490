package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eventsource.spi.ForeignText;

/** What a source can be opened on. */
public final class HttpUrl {

    private static final int LAST_PORT = 65_535;

    private HttpUrl() {}

    /**
     * An absolute http or https URL with a host.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static URI check(URI url) {
        problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException("url: " + problem);
        });
        return url;
    }

    /** Why no source can be opened on that, for people; empty if one can. */
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

    /** A URL without its scheme, as in {@code user:password@host}, has the user's name where a scheme would be. */
    private static boolean mayBeUser(URI url) {
        return url.isOpaque() && url.getRawSchemeSpecificPart().indexOf('@') >= 0;
    }

    private static String withoutHost(URI url) {
        String authority = url.getRawAuthority();
        if (authority == null) {
            return "without a host";
        }
        // Where a password holds a slash, what is taken for the authority is a part of it.
        String name = url.toString().lastIndexOf('@') > url.toString().indexOf(authority) + authority.length()
                ? "what is there"
                : '"' + ForeignText.of(authority.substring(authority.lastIndexOf('@') + 1)) + '"';
        return name + " is no host name, which has letters of ASCII, digits, dots and dashes; IDN.toASCII makes one";
    }
}
