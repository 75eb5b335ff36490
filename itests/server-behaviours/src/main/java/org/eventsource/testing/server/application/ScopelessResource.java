package org.eventsource.testing.server.application;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;

/** Has no scope and listens to a stream that no bean names. Most servers create one instance for each request. */
@Path("scopeless")
public class ScopelessResource {

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final int PATIENCE_SECONDS = 20;

    @Inject
    EventSources sources;

    @Inject
    @Stream("scopeless")
    EventSource source;

    /** Waits for a message. Returns how many calls all instances of this class have received. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public int calls() throws Exception {
        CompletableFuture<Integer> called = new CompletableFuture<>();
        source.onMessage(message -> called.complete(CALLS.incrementAndGet()));
        return called.get(PATIENCE_SECONDS, SECONDS);
    }

    /** Returns the path of the stream's URL. */
    @GET
    @Path("path")
    @Produces(MediaType.TEXT_PLAIN)
    public String path() {
        return source.url().getPath();
    }

    /** Returns whether the stream is open. */
    @GET
    @Path("open")
    @Produces(MediaType.TEXT_PLAIN)
    public boolean isOpen() {
        return sources.streams().stream()
                .anyMatch(stream ->
                        stream.url().getPath().equals("/scopeless") && stream.readyState() == ReadyState.OPEN);
    }
}
