package org.eventsource.demo.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eventsource.cdi.EventSources;

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
        JsonArrayBuilder streams = Json.createArrayBuilder();
        for (var stream : sources.streams()) {
            streams.add(Json.createObjectBuilder()
                    .add("key", stream.key())
                    .add("url", stream.url().toString())
                    .add("state", stream.readyState().name()));
        }
        return Json.createObjectBuilder()
                .add("now", Instant.now().toString())
                .add("streams", streams)
                .build()
                .toString();
    }
}
