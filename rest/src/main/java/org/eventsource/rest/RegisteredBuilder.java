package org.eventsource.rest;

import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.concurrent.TimeUnit;
import org.eventsource.impl.sse.SseEventSourceBuilder;

/**
 * The builder that {@link SseEventSource#target} finds as a service. It is a class of this module, because a module can
 * provide only classes that it contains. Applications use {@link SseEventSource} or {@link SseEventSources}.
 */
public final class RegisteredBuilder extends SseEventSource.Builder {

    private final SseEventSourceBuilder builder = new SseEventSourceBuilder();

    /** Called by Jakarta REST. */
    public RegisteredBuilder() {}

    @Override
    protected SseEventSource.Builder target(WebTarget endpoint) {
        builder.target(endpoint);
        return this;
    }

    @Override
    public SseEventSource.Builder reconnectingEvery(long delay, TimeUnit unit) {
        builder.reconnectingEvery(delay, unit);
        return this;
    }

    @Override
    public SseEventSource build() {
        return builder.build();
    }
}
