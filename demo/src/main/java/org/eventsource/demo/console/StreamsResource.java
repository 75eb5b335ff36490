package org.eventsource.demo.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eventsource.ErrorEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.StreamState;

/**
 * The state of each stream, as JSON for {@code console.js}.
 *
 * <p>It shows keys, hosts, paths and reasons of failures. In an application, let only operators read it.
 */
@Path("streams")
@RequestScoped
public class StreamsResource {

    @Inject
    EventSources sources;

    /** Returns the time of this server, and the state of each stream. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String streams() {
        var streams = Json.createArrayBuilder();
        sources.streams().stream().map(StreamsResource::json).forEach(streams::add);
        return Json.createObjectBuilder()
                .add("now", Instant.now().toString())
                .add("streams", streams)
                .build()
                .toString();
    }

    private static JsonObject json(StreamState stream) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("key", stream.key())
                .add("url", stream.url().toString())
                .add("state", stream.readyState().name())
                .add("paused", stream.paused())
                .add("events", stream.events())
                .add("connections", stream.connections())
                .add("failures", stream.failures())
                .add("attempt", stream.attempt())
                .add("unfinished", stream.unfinished());
        stream.openSince().ifPresent(time -> json.add("openSince", time.toString()));
        stream.lastEvent().ifPresent(time -> json.add("lastEvent", time.toString()));
        stream.nextAttempt().ifPresent(time -> json.add("nextAttempt", time.toString()));
        stream.cursor().ifPresent(id -> json.add("cursor", id));
        stream.lastError().map(StreamsResource::json).ifPresent(error -> json.add("lastError", error));
        return json.build();
    }

    private static JsonObject json(ErrorEvent error) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("reason", error.reason())
                .add("time", error.timeStamp().toString());
        error.status().ifPresent(status -> json.add("status", status));
        return json.build();
    }
}
