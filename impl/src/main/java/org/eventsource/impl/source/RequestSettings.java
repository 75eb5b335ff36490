package org.eventsource.impl.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.impl.transport.RequestAdditions;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.impl.transport.RequestMethod;
import org.jspecify.annotations.Nullable;

/**
 * What an application sets for the requests of a source. Suppliers are called at each attempt; one that returns null
 * leaves its header or parameter out.
 *
 * @param method the method
 * @param headers by name in any case
 * @param queries by name, in the order in which they are sent
 * @param lastEventIdQuery the name of the query parameter with the last event id; empty: none
 * @param body null: the requests have none
 * @param compression whether the server may compress the stream
 * @param additions is called at each attempt with the last event id of its request; replaces headers and parameters
 *     with equal names
 */
public record RequestSettings(
        RequestMethod method,
        Map<String, Supplier<? extends @Nullable String>> headers,
        Map<String, Supplier<? extends @Nullable String>> queries,
        String lastEventIdQuery,
        @Nullable Supplier<RequestBody> body,
        boolean compression,
        Function<String, RequestAdditions> additions) {

    /** A GET request with the headers of the standard. */
    public static final RequestSettings PLAIN =
            new RequestSettings(RequestMethod.GET, Map.of(), Map.of(), "", null, false, id -> RequestAdditions.NONE);

    public RequestSettings {
        Map<String, Supplier<? extends @Nullable String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
        queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    }
}
