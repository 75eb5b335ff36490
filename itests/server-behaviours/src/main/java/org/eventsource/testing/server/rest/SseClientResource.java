package org.eventsource.testing.server.rest;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.rest.SseEventSources;
import org.eventsource.testing.server.application.Quote;

/** Listens to a stream like a program that knows only Jakarta REST. */
@ApplicationScoped
@Path("sse")
public class SseClientResource {

    private static final int PATIENCE_SECONDS = 20;

    /** Returns the package of the source, and two events. Each event consists of its id and its decoded data. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String listen(@QueryParam("url") URI url) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Client client = ClientBuilder.newClient();
        try (SseEventSource source = SseEventSources.target(client.target(url))
                .reconnectingEvery(100, MILLISECONDS)
                .build()) {
            source.register(event -> heard.add(read(event)), failure -> heard.add(failure.toString()));
            source.open();
            return source.getClass().getPackageName() + "\n" + next(heard) + "\n" + next(heard);
        } finally {
            client.close();
        }
    }

    private static String read(InboundSseEvent event) {
        try {
            return event.getId() + ": " + event.readData(Quote.class, MediaType.APPLICATION_JSON_TYPE);
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        String next = heard.poll(PATIENCE_SECONDS, SECONDS);
        if (next == null) {
            throw new ServiceUnavailableException("nothing was received");
        }
        return next;
    }
}
