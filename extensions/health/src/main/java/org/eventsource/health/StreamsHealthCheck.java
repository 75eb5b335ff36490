package org.eventsource.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eventsource.ErrorEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.StreamState;
import org.eventsource.spi.StreamHealth;
import org.eventsource.spi.StreamHealth.Policy;

/**
 * Shows the state of every stream. It is down if an observed stream, whose setting {@code health} is {@code ready}, has
 * been missing for longer than its {@code health-grace}.
 */
@Readiness
@ApplicationScoped
public class StreamsHealthCheck implements HealthCheck {

    /** The name of the check in the answer. */
    static final String NAME = "eventsource";

    @Inject
    private EventSources sources;

    /** Called by the container. */
    @SuppressWarnings("NullAway.Init") // the container sets the field
    public StreamsHealthCheck() {}

    @Override
    public HealthCheckResponse call() {
        return response(sources.streams());
    }

    static HealthCheckResponse response(List<StreamState> streams) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME);
        Map<String, Integer> shown = new HashMap<>();
        boolean up = true;
        for (StreamState stream : streams) {
            if (isShown(stream)) {
                show(stream, name(stream.key(), shown.merge(stream.key(), 1, Integer::sum)), response);
                up = up && isUp(stream);
            }
        }
        return response.status(up).build();
    }

    /** Keys that are URLs are shown without their query, so several streams may show one key. Each gets a number. */
    private static String name(String key, int number) {
        return number == 1 ? key : key + "#" + number;
    }

    private static boolean isShown(StreamState stream) {
        return !(stream instanceof StreamHealth health) || health.policy() != Policy.OFF;
    }

    private static boolean isUp(StreamState stream) {
        return !(stream instanceof StreamHealth health)
                || health.policy() != Policy.READY
                || !health.observed()
                || health.missingFor()
                        .filter(time -> time.compareTo(health.grace()) >= 0)
                        .isEmpty();
    }

    private static void show(StreamState stream, String name, HealthCheckResponseBuilder response) {
        String prefix = name.isEmpty() ? "" : name + ".";
        response.withData(prefix + "state", stream.readyState().name());
        response.withData(prefix + "events", stream.events());
        response.withData(prefix + "failures", stream.failures());
        response.withData(prefix + "connections", stream.connections());
        stream.openSince().ifPresent(since -> response.withData(prefix + "openSince", since.toString()));
        stream.lastEvent().ifPresent(time -> response.withData(prefix + "lastEvent", time.toString()));
        stream.cursor().ifPresent(cursor -> response.withData(prefix + "cursor", cursor));
        if (stream instanceof StreamHealth health) {
            health.missingSince().ifPresent(since -> response.withData(prefix + "missingSince", since.toString()));
            health.waitsFor().ifPresent(what -> response.withData(prefix + "waitsFor", what));
        }
        if (stream.openSince().isEmpty()) {
            stream.lastError().map(ErrorEvent::reason).ifPresent(text -> response.withData(prefix + "reason", text));
        }
        if (stream.attempt() > 0) {
            response.withData(prefix + "attempt", stream.attempt());
        }
        stream.nextAttempt().ifPresent(next -> response.withData(prefix + "nextAttempt", next.toString()));
        if (stream.paused()) {
            response.withData(prefix + "paused", true);
        }
    }
}
