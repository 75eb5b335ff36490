package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The query parameters that an application gave for a request. Their values may be secret. They are sent to the URL of
 * the stream only, and not to the target of a redirect.
 *
 * @param text encoded; empty: there are none
 */
public record Query(String text) {

    public static final Query NONE = new Query("");

    /** Encodes the parameters, in their order. */
    public static Query of(Map<String, String> parameters) {
        return new Query(parameters.entrySet().stream()
                .map(parameter -> PercentEncoding.encoded(parameter.getKey()) + "="
                        + PercentEncoding.encoded(checked(parameter.getKey(), parameter.getValue())))
                .collect(Collectors.joining("&")));
    }

    /** Returns whether a query parameter can have a text without changing it. Half of a surrogate pair is lost. */
    public static boolean canHave(String text) {
        return PercentEncoding.canEncode(text);
    }

    /**
     * Returns the name if a query parameter can have it.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static String checkName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("query name: it is empty");
        }
        if (!PercentEncoding.canEncode(name)) {
            throw new IllegalArgumentException("query name: it has half of a surrogate pair");
        }
        return name;
    }

    /**
     * Returns the value if a query parameter can have it.
     *
     * @throws IllegalArgumentException otherwise. The message has the name, but not the value, which may be secret
     */
    public static String checked(String name, String value) {
        if (!PercentEncoding.canEncode(value)) {
            throw new IllegalArgumentException(
                    "query %s: the value has half of a surrogate pair".formatted(Shown.of(name)));
        }
        return value;
    }

    /** Returns a URL with these parameters after its own query. */
    URI appendedTo(URI url) {
        if (text.isEmpty()) {
            return url;
        }
        String whole = url.toString();
        int fragment = whole.indexOf('#');
        String before = fragment < 0 ? whole : whole.substring(0, fragment);
        return URI.create(before + separator(before) + text + whole.substring(before.length()));
    }

    private static String separator(String url) {
        if (url.indexOf('?') < 0) {
            return "?";
        }
        return url.endsWith("?") || url.endsWith("&") ? "" : "&";
    }

    @Override
    public String toString() {
        return "Query";
    }
}
