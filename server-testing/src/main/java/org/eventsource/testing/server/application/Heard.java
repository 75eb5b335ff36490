package org.eventsource.testing.server.application;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** What the beans have heard, in order, by the name that each chooses. */
@ApplicationScoped
@Path("heard")
public class Heard {

    private static final int PATIENCE_SECONDS = 20;

    private final Map<String, BlockingQueue<String>> heard = new ConcurrentHashMap<>();

    public void add(String name, Object what) {
        queue(name).add(what.toString());
    }

    /** The next of that name, once it is there. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String next(@QueryParam("name") String name) throws InterruptedException {
        String next = queue(name).poll(PATIENCE_SECONDS, SECONDS);
        if (next == null) {
            throw new ServiceUnavailableException(name + " heard nothing");
        }
        return next;
    }

    private BlockingQueue<String> queue(String name) {
        return heard.computeIfAbsent(name, absent -> new LinkedBlockingQueue<>());
    }
}
