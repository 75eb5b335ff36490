package org.eventsource.impl.transport;

import java.util.Locale;
import java.util.Set;

/**
 * The method of a request.
 *
 * @param name in upper case
 */
public record RequestMethod(String name) {

    public static final RequestMethod GET = new RequestMethod("GET");

    /** Requests of these methods change nothing at the server, and have a body in the response. */
    private static final Set<String> SAFE = Set.of("GET", "QUERY", "REPORT");

    /** Their responses have no body, or they are not for the server of the URL. */
    private static final Set<String> WITHOUT_STREAM = Set.of("CONNECT", "HEAD", "TRACE");

    /**
     * Returns the method with a name in any case.
     *
     * @throws IllegalArgumentException if the name is not a token, or if the method cannot open a stream
     */
    public static RequestMethod of(String text) {
        if (!HeaderSyntax.isToken(text)) {
            throw new IllegalArgumentException("method: not the name of a method, such as POST");
        }
        String name = text.toUpperCase(Locale.ROOT);
        if (WITHOUT_STREAM.contains(name)) {
            throw new IllegalArgumentException("method: " + name + " cannot open a stream");
        }
        return new RequestMethod(name);
    }

    public boolean isGet() {
        return equals(GET);
    }

    /** Returns whether a request may be sent a second time. Otherwise the server may do its work twice. */
    public boolean isRepeatable() {
        return SAFE.contains(name);
    }
}
