package org.eventsource.impl.rest;

import jakarta.ws.rs.core.Configuration;

/**
 * The clients that are known, because tests have seen it, to send the characters of a header as UTF-8. All others
 * replace what is not ASCII, garble it or fail.
 */
final class Utf8Headers {

    private static final String JERSEY = "org.glassfish.jersey.client.";

    /** What {@code HttpURLConnection} encodes headers with. */
    private static final String URL_CONNECTION_ENCODING = "file.encoding";

    private Utf8Headers() {}

    static boolean areSentBy(Configuration client) {
        return client.getClass().getName().startsWith(JERSEY)
                && "UTF-8".equalsIgnoreCase(System.getProperty(URL_CONNECTION_ENCODING))
                && isOverUrlConnection(client);
    }

    /** Jersey's default; its other connectors have no encoding of their own choice. */
    private static boolean isOverUrlConnection(Configuration client) {
        try {
            Object provider =
                    client.getClass().getMethod("getConnectorProvider").invoke(client);
            return provider != null && provider.getClass().getName().equals(JERSEY + "HttpUrlConnectorProvider");
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version of Jersey, or a client that the application has closed.
            return false;
        }
    }
}
