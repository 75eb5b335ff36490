package org.eventsource.testing.server.upstream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Sends the numbers 1, 2, 3, … as a stream, which continues after the last event id. The number is data and id. */
@ApplicationScoped
@Path("count")
public class CountResource {

    private static final int MILLISECONDS_BETWEEN_EVENTS = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<SseEventSink> sinks = new ConcurrentLinkedQueue<>();

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void count(
            @Context SseEventSink sink,
            @Context Sse sse,
            @HeaderParam("Last-Event-ID") @DefaultValue("0") long lastEventId) {
        sinks.add(sink);
        clock.execute(() -> send(sink, sse, lastEventId + 1));
    }

    private void send(SseEventSink sink, Sse sse, long number) {
        if (!sink.isClosed()) {
            String text = Long.toString(number);
            sink.send(sse.newEventBuilder().id(text).data(text).build());
            var unused = clock.schedule(() -> send(sink, sse, number + 1), MILLISECONDS_BETWEEN_EVENTS, MILLISECONDS);
        }
    }

    @PreDestroy
    void end() {
        clock.shutdownNow();
        sinks.forEach(CountResource::close);
    }

    private static void close(SseEventSink sink) {
        try {
            sink.close();
        } catch (Exception e) {
            // The connection is already closed.
            System.getLogger(CountResource.class.getName()).log(System.Logger.Level.DEBUG, "not closed", e);
        }
    }
}
