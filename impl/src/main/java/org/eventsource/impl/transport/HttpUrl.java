package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What a source can be opened on. */
public final class HttpUrl {

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
            throw new IllegalArgumentException("url: without a host");
        }
        return url;
    }
}
