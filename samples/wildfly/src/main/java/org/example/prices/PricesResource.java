package org.example.prices;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The stream: sends a price to each client twice a second. */
@Path("prices")
@ApplicationScoped
public class PricesResource {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void prices(@Context Sse sse, @Context SseEventSink sink) {
        clock.scheduleAtFixedRate(
                () -> sink.send(sse.newEvent("price", "{\"symbol\":\"ACME\",\"amount\":12.5}")),
                0,
                500,
                TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
