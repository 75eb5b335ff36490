package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A request to the server.
 *
 * @param uri the URL; the constructor encodes it in ASCII
 * @param headers the headers that the application set
 * @param lastEventId empty: the request has no such header
 * @param ownOrigin whether all redirects stayed within the origin that the application named. If not, nothing may be
 *     sent that identifies the application: neither its headers nor headers that its client adds
 */
public record Request(URI uri, Map<String, String> headers, String lastEventId, boolean ownOrigin) {

    private static final String USER_AGENT = "User-Agent";

    public Request {
        uri = HttpUrl.inAscii(uri);
    }

    /** Calls the action with every header of this request, including the headers of the standard. */
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

    /** Returns the request to the target of a redirect. */
    public Request redirectedTo(URI target) {
        return ownOrigin && Origin.of(target).equals(Origin.of(uri))
                ? new Request(target, headers, lastEventId, true)
                : new Request(target, Map.of(), lastEventId, false);
    }
}
