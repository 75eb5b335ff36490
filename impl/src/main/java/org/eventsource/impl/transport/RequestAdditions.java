package org.eventsource.impl.transport;

import java.util.Map;

/**
 * What an application adds to one request.
 *
 * @param headers replace other headers with equal names, in any case
 * @param queries replace other query parameters with equal names
 */
public record RequestAdditions(Map<String, String> headers, Map<String, String> queries) {

    public static final RequestAdditions NONE = new RequestAdditions(Map.of(), Map.of());

    /** The values may be secret. */
    @Override
    public String toString() {
        return "RequestAdditions";
    }
}
