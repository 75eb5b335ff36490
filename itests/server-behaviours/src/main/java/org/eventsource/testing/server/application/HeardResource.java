package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;

/** Tells what the beans have heard. Apart from them, as Jersey fails to make a resource while it starts. */
@ApplicationScoped
@Path("heard")
public class HeardResource {

    @Inject
    Heard heard;

    /** The next of that name, once it is there. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String next(@QueryParam("name") String name) throws InterruptedException {
        return heard.next(name).orElseThrow(() -> new ServiceUnavailableException(name + " heard nothing"));
    }
}
