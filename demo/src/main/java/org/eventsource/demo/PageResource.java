package org.eventsource.demo;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;

/** What the page of the demo's own stream needs: what the Java source receives, and the buttons. */
@Path("")
public final class PageResource {

    private final QuoteServer server;
    private final PageFeed feed;

    PageResource(QuoteServer server, PageFeed feed) {
        this.server = server;
        this.feed = feed;
    }

    /** Sends all that the Java source receives from now on. */
    @GET
    @Path("java")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void java(@Context SseEventSink sink, @Context Sse sse) {
        feed.add(sink, sse);
    }

    /** Does what a button is for. */
    @POST
    @Path("server/{action}")
    public void server(@PathParam("action") String action) throws IOException {
        switch (action) {
            case "break" -> server.breakConnections();
            case "garbage" -> server.sendGarbage();
            case "refuse" -> server.refuseOnce();
            case "stop" -> server.stop();
            case "start" -> server.startAgain();
            default -> throw new NotFoundException();
        }
        feed.server(server.isRunning());
    }
}
