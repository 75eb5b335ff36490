package org.eventsource.rest;

import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.SseEventSource;
import org.eventsource.impl.sse.SseEventSourceBuilder;

/**
 * Gives out the {@link SseEventSource} of this library by name.
 *
 * <p>{@link SseEventSource#target} gives out the first implementation that the context class loader finds: with this
 * artifact on the class path of a program ours, in a server the server's own. {@link #target} is the same call where
 * that must not matter.
 */
public final class SseEventSources {

    private SseEventSources() {}

    /**
     * Builds a source for {@code endpoint}, whose URI, client and configuration it uses for each request, and whose
     * message body readers it uses for data. Neither is the target changed nor its client closed. The builder's
     * {@link SseEventSource.Builder#reconnectingEvery delay} is 500 ms unless set, does not grow, and is at least 100
     * ms.
     *
     * @throws NullPointerException if {@code endpoint} is null
     */
    public static SseEventSource.Builder target(WebTarget endpoint) {
        return new SseEventSourceBuilder().target(endpoint);
    }
}
