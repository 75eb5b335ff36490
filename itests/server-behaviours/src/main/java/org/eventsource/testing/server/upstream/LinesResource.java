package org.eventsource.testing.server.upstream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Returns what the library has logged of the application's streams. */
@ApplicationScoped
@Path("lines")
public class LinesResource {

    @Inject
    StreamLines lines;

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String lines() {
        return String.join("\n", lines.lines());
    }
}
