package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Locale;

/** The origin of a URL as the standard serialises it, and with the path, without user info, query and fragment. */
public final class Origin {

    private Origin() {}

    /**
     * Returns the <a href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">ASCII
     * serialisation</a>.
     */
    public static String of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean defaultPort = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (defaultPort ? "" : ":" + uri.getPort());
    }

    /** Returns the URL for logs and messages. It has no user info and no query, which may be secret. */
    public static String withPath(URI uri) {
        return of(uri) + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }
}
