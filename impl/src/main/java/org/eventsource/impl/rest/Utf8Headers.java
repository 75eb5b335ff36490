package org.eventsource.impl.rest;

import jakarta.ws.rs.core.Configuration;

/**
 * The clients that are known, because tests have seen it, to send the characters of a header as UTF-8. All others
 * replace what is not ASCII, garble it or fail.
 */
final class Utf8Headers {

    /** What {@code HttpURLConnection} encodes headers with. */
    private static final String URL_CONNECTION_ENCODING = "file.encoding";

    private Utf8Headers() {}

    static boolean areSentBy(Configuration client) {
        return "UTF-8".equalsIgnoreCase(System.getProperty(URL_CONNECTION_ENCODING))
                && JerseyConnector.isUrlConnection(client);
    }
}
