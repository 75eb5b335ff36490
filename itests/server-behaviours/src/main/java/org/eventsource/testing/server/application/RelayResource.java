package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.Flow;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;

/** Passes a stream of another server on to browsers. Each browser has a connection to that server. */
@ApplicationScoped
@Path("relay")
public class RelayResource {

    @Inject
    @Stream("flood")
    Flow.Publisher<MessageEvent> flood;

    @Inject
    EventSources sources;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void relay(@Context SseEventSink browser, @Context Sse sse) {
        flood.subscribe(new Relay(sse, browser));
    }

    /** Returns what the other server writes about its flood. */
    @GET
    @Path("{what}")
    @Produces(MediaType.TEXT_PLAIN)
    public String state(@PathParam("what") String what) {
        try (EventStream stream = sources.builder("flood-" + what).reconnect(false).stream()) {
            return stream.iterator().next().data();
        }
    }
}
