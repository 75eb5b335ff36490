package org.eventsource.impl.sse;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eventsource.Redirects;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.source.ConnectionMonitor;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.source.RequestSettings;
import org.eventsource.impl.source.Settings;
import org.eventsource.impl.state.ReconnectionSettings;
import org.eventsource.impl.transport.HttpUrl;
import org.eventsource.impl.transport.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@link SseEventSource} of this library, over any Jakarta REST client.
 *
 * <p>{@link SseEventSource#target} finds it if the artifact {@code eventsource-rest} is on the class path. Without that
 * artifact it can be created with its constructor.
 */
public final class SseEventSourceBuilder extends SseEventSource.Builder {

    private static final Duration DEFAULT_DELAY = Duration.ofMillis(500);
    private static final int MAX_EVENT_SIZE = 16 * 1024 * 1024;
    private static final int NO_BODY = 0;
    private static final int SERVICE_UNAVAILABLE = 503;

    private @Nullable WebTarget endpoint;
    private Duration delay = DEFAULT_DELAY;

    /**
     * Sets the target. A source uses its URI, client and configuration for all requests, and its message body readers
     * for data. The target is not changed and the client is not closed.
     */
    @Override
    public SseEventSourceBuilder target(WebTarget endpoint) {
        this.endpoint = requireNonNull(endpoint, "endpoint");
        return this;
    }

    /**
     * {@inheritDoc} The delay does not grow from one failed attempt to the next. It is at least 100 ms.
     *
     * @throws IllegalArgumentException if negative
     */
    @Override
    public SseEventSourceBuilder reconnectingEvery(long delay, TimeUnit unit) {
        if (delay < 0) {
            throw new IllegalArgumentException("delay: negative: " + delay);
        }
        this.delay = Duration.ofNanos(unit.toNanos(delay));
        return this;
    }

    /**
     * Returns a source for the target as it is configured now. If the target's URI has templates that are not resolved,
     * throws what {@link WebTarget#getUri()} throws.
     *
     * @throws IllegalStateException if there is no target
     * @throws IllegalArgumentException if the target's URI is not an absolute http or https URL
     */
    @Override
    public SseEventSource build() {
        if (endpoint == null) {
            throw new IllegalStateException("no target was set");
        }
        Endpoint target = new Endpoint(endpoint);
        return new RestEventSource(settings(HttpUrl.check(endpoint.getUri())), target, SharedResources.common());
    }

    /** A maximum of zero keeps the delay constant. Only the client has time limits. */
    private Settings settings(URI url) {
        return new Settings(
                url,
                false,
                ReconnectionSettings.constant(delay),
                Set.of(),
                Set.of(SERVICE_UNAVAILABLE),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                MAX_EVENT_SIZE,
                NO_BODY,
                "",
                Redirects.ALWAYS,
                RequestSettings.PLAIN,
                message -> false,
                null,
                null,
                LogSettings.ofApplication(Origin.withPath(url)),
                ConnectionMonitor.NONE);
    }
}
