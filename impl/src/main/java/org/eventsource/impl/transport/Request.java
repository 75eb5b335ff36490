package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is sent to the server.
 *
 * @param uri in ASCII, however it was given
 * @param headers those of the application
 * @param lastEventId empty: no such header
 * @param ownOrigin false once a redirect left the origin that the application named: then nothing may be sent that
 *     identifies it, be it by a header of its own or one that its client adds
 */
public record Request(URI uri, Map<String, String> headers, String lastEventId, boolean ownOrigin) {

    private static final String USER_AGENT = "User-Agent";

    public Request {
        uri = HttpUrl.inAscii(uri);
    }

    /** Every header of this request, those of the standard included. */
    public void forEachHeader(BiConsumer<String, String> action) {
        if (headers.keySet().stream().noneMatch(USER_AGENT::equalsIgnoreCase)) {
            action.accept(USER_AGENT, UserAgent.VALUE);
        }
        headers.forEach(action);
        action.accept("Accept", "text/event-stream");
        action.accept("Cache-Control", "no-cache");
        if (!lastEventId.isEmpty()) {
            action.accept("Last-Event-ID", lastEventId);
        }
    }

    /** This request after a redirect. */
    public Request redirectedTo(URI target) {
        return ownOrigin && Origin.of(target).equals(Origin.of(uri))
                ? new Request(target, headers, lastEventId, true)
                : new Request(target, Map.of(), lastEventId, false);
    }
}
