package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/**
 * Sends the application's own stream: three numbered ticks a connection. The first tick follows the last one that the
 * client received.
 */
@ApplicationScoped
@Path("ticks")
public class TicksResource {

    public static final int TICKS_PER_CONNECTION = 3;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void ticks(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @DefaultValue("0") int lastSeen,
            @Context SseEventSink sink,
            @Context Sse sse) {
        try (sink) {
            for (int tick = lastSeen + 1; tick <= lastSeen + TICKS_PER_CONNECTION; tick++) {
                sink.send(sse.newEventBuilder()
                        .id(Integer.toString(tick))
                        .name("tick")
                        .reconnectDelay(100)
                        .data("tick " + tick)
                        .build());
            }
        }
    }
}
