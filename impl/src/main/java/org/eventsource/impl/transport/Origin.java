package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Locale;

/** Where a URL points, as the standard serialises it, and as it may be shown: without user info, query and fragment. */
public final class Origin {

    private Origin() {}

    /**
     * The <a href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">ASCII
     * serialisation</a>.
     */
    public static String of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean defaultPort = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (defaultPort ? "" : ":" + uri.getPort());
    }

    /** The URL for logs and messages: user info and query may hold secrets. */
    public static String withPath(URI uri) {
        return of(uri) + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }
}
