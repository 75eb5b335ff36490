package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

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
        String scheme = url.getScheme();
        if (scheme == null) {
            throw new IllegalArgumentException("url: not absolute: " + url.getRawPath());
        }
        if (!Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("url: neither http nor https, but " + scheme);
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("url: " + withoutHost(url));
        }
        if (url.getPort() > LAST_PORT) {
            throw new IllegalArgumentException("url: no such port: " + url.getPort());
        }
        return url;
    }

    private static String withoutHost(URI url) {
        String authority = url.getRawAuthority();
        return authority == null
                ? "without a host"
                : "\"%s\" is no host name, which has letters of ASCII, digits, dots and dashes; IDN.toASCII makes one"
                        .formatted(authority.substring(authority.lastIndexOf('@') + 1));
    }
}
