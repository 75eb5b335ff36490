package org.eventsource.testing.server.upstream;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Returns what the beans of the observing application have recorded. */
@ApplicationScoped
@Path("counted")
public class CountedResource {

    @Inject
    Counted counted;

    @Inject
    StreamLines lines;

    @GET
    @Path("numbers")
    @Produces(MediaType.TEXT_PLAIN)
    public String numbers() {
        return counted.numbers().stream().map(String::valueOf).collect(joining(" "));
    }

    @GET
    @Path("lines")
    @Produces(MediaType.TEXT_PLAIN)
    public String lines() {
        return String.join("\n", lines.lines());
    }
}
