package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A request to the server.
 *
 * @param location the URL without the query that the application gave; the constructor encodes it in ASCII
 * @param query the query that the application gave
 * @param headers the headers that the application set
 * @param ids the last event id, as this request carries it
 * @param ownOrigin whether all redirects stayed within the origin that the application named. If not, nothing may be
 *     sent that identifies the application: neither its headers nor headers that its client adds
 */
public record Request(URI location, Query query, Map<String, String> headers, SentId ids, boolean ownOrigin) {

    private static final String ACCEPT = "Accept";
    private static final String USER_AGENT = "User-Agent";

    public Request {
        location = HttpUrl.inAscii(location);
    }

    /** A request without a query of the application. */
    public Request(URI location, Map<String, String> headers, String lastEventId, boolean ownOrigin) {
        this(location, Query.NONE, headers, SentId.inHeader(lastEventId), ownOrigin);
    }

    /** Returns the URL with its query. */
    public URI uri() {
        return query.appendedTo(location);
    }

    /** Returns the last event id that this request carries; empty: it carries none. */
    public String lastEventId() {
        return ids.id();
    }

    /** Calls the action with every header of this request, including the headers of the standard. */
    public void forEachHeader(BiConsumer<String, String> action) {
        addUnlessSet(USER_AGENT, UserAgent.VALUE, action);
        headers.forEach(action);
        addUnlessSet(ACCEPT, "text/event-stream", action);
        action.accept("Cache-Control", "no-cache");
        if (!ids.header().isEmpty()) {
            action.accept("Last-Event-ID", ids.header());
        }
    }

    private void addUnlessSet(String name, String value, BiConsumer<String, String> action) {
        if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            action.accept(name, value);
        }
    }

    /** Returns the request to the target of a redirect. It leaves out the query of the application. */
    public Request redirectedTo(URI target) {
        boolean stays = ownOrigin && Origin.of(target).equals(Origin.of(location));
        return new Request(target, Query.NONE, stays ? headers : Map.of(), ids.inHeaderOnly(), stays);
    }

    /** Headers and query may be secret. */
    @Override
    public String toString() {
        return "Request[" + Origin.withPath(location) + "]";
    }
}
