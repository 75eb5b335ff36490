package org.eventsource.demo;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The stream of quotes. It continues after the quote that the client received last, and first sends all quotes since
 * then. A new client starts with the latest quote. The stream breaks off every few quotes. Every few reconnections the
 * answer is 503 with {@code Retry-After}.
 */
@Path("quotes")
public final class QuotesResource {

    private static final int REFUSE_EVERY = 4;
    private static final long RETRY_AFTER_SECONDS = 2;

    private final Market market;
    private final AtomicInteger reconnections = new AtomicInteger();

    QuotesResource(Market market) {
        this.market = market;
    }

    /**
     * Subscribes the client.
     *
     * @param lastSeen the number of the quote that the client saw last; null if this is its first connection
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void quotes(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable Long lastSeen,
            @Context SseEventSink sink,
            @Context Sse sse) {
        if (lastSeen != null && reconnections.incrementAndGet() % REFUSE_EVERY == 0) {
            throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
        }
        market.subscribe(
                new QuotesConnection(sink, sse, lastSeen == null ? Math.max(market.latest() - 1, 0) : lastSeen));
    }
}
