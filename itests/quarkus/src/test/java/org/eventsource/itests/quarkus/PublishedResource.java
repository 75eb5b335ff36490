package org.eventsource.itests.quarkus;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.Flow;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Returns an injected publisher, which Quarkus REST subscribes to for each request. */
@Path("published")
public class PublishedResource {

    @Inject
    @Stream("flood")
    @EventType("tick")
    Flow.Publisher<String> ticks;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Flow.Publisher<String> ticks() {
        return ticks;
    }
}
