package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;

/**
 * Returns what the beans recorded. It is a class of its own, because Jersey fails to create a resource while Jersey
 * starts.
 */
@ApplicationScoped
@Path("records")
public class HeardResource {

    @Inject
    Heard heard;

    /** Waits for the next record of that name and returns it. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String next(@QueryParam("name") String name) throws InterruptedException {
        return heard.next(name).orElseThrow(() -> new ServiceUnavailableException(name + " recorded nothing"));
    }
}
