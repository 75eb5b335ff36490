package org.eventsource.impl.transport;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application adds to one request.
 *
 * @param headers replace other headers with equal names, in any case
 * @param queries replace other query parameters with equal names
 * @param body replaces another body; null: there is none
 */
public record RequestAdditions(
        Map<String, String> headers,
        Map<String, String> queries,
        @Nullable RequestBody body) {

    public static final RequestAdditions NONE = new RequestAdditions(Map.of(), Map.of(), null);

    /** The values may be secret. */
    @Override
    public String toString() {
        return "RequestAdditions";
    }
}
