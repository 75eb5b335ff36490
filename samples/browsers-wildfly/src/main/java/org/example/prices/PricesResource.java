package org.example.prices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Receives the stream of prices once, and sends it to each browser. */
@Path("prices")
@ApplicationScoped
public class PricesResource {

    private static final int KEPT = 1000;

    private final List<Update> updates = new ArrayList<>();
    private final Set<Browser> browsers = new HashSet<>();
    private String id = "";

    /** Called before the observer of the payload, by the same thread. */
    synchronized void message(@Observes @Stream("prices") MessageEvent message) {
        id = message.lastEventId();
    }

    synchronized void price(@Observes @Stream("prices") @EventType("price") Price price) {
        Update update = new Update(id, price);
        updates.add(update);
        if (updates.size() > KEPT) {
            updates.remove(0);
        }
        browsers.removeIf(browser -> browser.sink().isClosed());
        browsers.forEach(browser -> browser.send(update));
    }

    /** @param lastEventId what a browser sends that reconnects */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public synchronized void prices(
            @Context Sse sse, @Context SseEventSink sink, @HeaderParam("Last-Event-ID") String lastEventId) {
        Browser browser = new Browser(sse, sink);
        missed(lastEventId).forEach(browser::send);
        browsers.add(browser);
    }

    /** Returns the updates after an id, or all updates if the id is unknown. */
    private List<Update> missed(String lastEventId) {
        List<String> ids = updates.stream().map(Update::id).toList();
        return updates.subList(ids.indexOf(lastEventId) + 1, updates.size());
    }
}
