package org.eventsource.jdbc;

import java.net.URI;

/** The text that the column {@code SOURCE} has for a URL. */
final class SourceUrl {

    /** The length of the column. */
    private static final int LONGEST = 1_000;

    private SourceUrl() {}

    /** Returns the URL without user info, query and fragment, which may be secret. */
    static String of(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String authority = ascii.getRawAuthority();
        String path = ascii.getRawPath();
        String text = ascii.getScheme() + "://"
                + (authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1))
                + (path == null ? "" : path);
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
