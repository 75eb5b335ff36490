package org.eventsource.demo;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.jspecify.annotations.Nullable;

/**
 * The stream of quotes. It continues after the quote that the client received last, and first sends all quotes since
 * then. A new client starts with the latest quote. While no page is open, the stream breaks off every few quotes, and
 * every few reconnections the answer is 503 with {@code Retry-After}.
 */
@Path("quotes")
public final class QuotesResource {

    private static final long RETRY_AFTER_SECONDS = 2;

    private final Market market;
    private final Faults faults;

    QuotesResource(Market market, Faults faults) {
        this.market = market;
        this.faults = faults;
    }

    /**
     * Subscribes the client.
     *
     * @param lastSeen the number of the quote that the client saw last; null if this is its first connection
     * @param origin of the page, if the client is a browser
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void quotes(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable Long lastSeen,
            @HeaderParam("Origin") @Nullable String origin,
            @Context ContainerRequestContext request,
            @Context SseEventSink sink,
            @Context Sse sse) {
        if (faults.refuses(Faults.Client.withOrigin(origin != null), lastSeen != null)) {
            throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
        }
        long after = lastSeen == null ? Math.max(market.latest() - 1, 0) : lastSeen;
        var connection = new QuotesConnection(sink, sse, faults::areByThemselves, after);
        request.setProperty(QuotesResponse.CONNECTION, connection);
        market.subscribe(connection);
    }
}
