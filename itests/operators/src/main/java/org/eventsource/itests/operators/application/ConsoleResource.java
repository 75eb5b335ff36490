package org.eventsource.itests.operators.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers the questions over HTTP. */
@ApplicationScoped
@Path("console")
public class ConsoleResource {

    @Inject
    Console console;

    @GET
    @Path("{question}/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public String answer(@PathParam("question") String question, @PathParam("key") String key) {
        return console.answer(question, key);
    }
}
