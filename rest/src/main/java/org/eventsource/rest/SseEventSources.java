package org.eventsource.rest;

import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.SseEventSource;
import org.eventsource.impl.sse.SseEventSourceBuilder;

/**
 * Creates sources of this library, whatever other implementations of {@link SseEventSource} there are.
 *
 * <p>{@link SseEventSource#target} uses the first implementation that the context class loader finds. In a program with
 * this artifact on its class path, that is this library. In a server, it is the server's own. {@link #target} always
 * uses this library.
 */
public final class SseEventSources {

    private SseEventSources() {}

    /**
     * Returns a builder of sources for {@code endpoint}. A source uses the endpoint's URI, client and configuration for
     * each request, and its message body readers for data. It does not change the target and does not close the client.
     * The {@link SseEventSource.Builder#reconnectingEvery delay} is 500 ms unless set. It does not grow, and is at
     * least 100 ms.
     *
     * @throws NullPointerException if {@code endpoint} is null
     */
    public static SseEventSource.Builder target(WebTarget endpoint) {
        return new SseEventSourceBuilder().target(endpoint);
    }
}
