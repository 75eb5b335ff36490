package org.eventsource.impl.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A request to the server.
 *
 * @param location the URL without the query that the application gave; the constructor encodes it in ASCII
 * @param query the query that the application gave
 * @param method the method
 * @param headers the headers that the application set
 * @param body null: the request has none
 * @param compression whether the server may compress the stream
 * @param ids the last event id, as this request carries it
 * @param ownOrigin whether all redirects stayed within the origin that the application named. If not, nothing may be
 *     sent that identifies the application: neither its headers nor headers that its client adds
 * @param alone whether the stream needs a connection that no other stream shares. A stream that is not read blocks the
 *     others on its connection
 */
public record Request(
        URI location,
        Query query,
        RequestMethod method,
        Map<String, String> headers,
        @Nullable RequestBody body,
        boolean compression,
        SentId ids,
        boolean ownOrigin,
        boolean alone) {

    private static final String ACCEPT = "Accept";
    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String USER_AGENT = "User-Agent";

    /** A request with one of these statuses is sent to the target of the redirect as it is. */
    private static final Set<Integer> UNCHANGED = Set.of(307, 308);

    /** They describe a body. */
    private static final Set<String> CONTENT_HEADERS =
            Set.of("content-encoding", "content-language", "content-location", "content-type");

    public Request {
        location = HttpUrl.inAscii(location);
    }

    /** A GET request without a query of the application. */
    public Request(URI location, Map<String, String> headers, String lastEventId, boolean ownOrigin) {
        this(
                location,
                Query.NONE,
                RequestMethod.GET,
                headers,
                null,
                false,
                SentId.inHeader(lastEventId),
                ownOrigin,
                false);
    }

    /** Returns the URL with its query. */
    public URI uri() {
        return query.appendedTo(location);
    }

    /** Returns the last event id that this request carries; empty: it carries none. */
    public String lastEventId() {
        return ids.id();
    }

    /**
     * Calls the action with every header of this request, including the headers of the standard. The type of the body
     * is not one of them.
     */
    public void forEachHeader(BiConsumer<String, String> action) {
        addUnlessSet(USER_AGENT, UserAgent.VALUE, action);
        headers.forEach((name, value) -> {
            if (body == null || !name.equalsIgnoreCase(CONTENT_TYPE)) {
                action.accept(name, value);
            }
        });
        addUnlessSet(ACCEPT, "text/event-stream", action);
        action.accept("Cache-Control", "no-cache");
        if (compression) {
            addUnlessSet(ACCEPT_ENCODING, "gzip, deflate", action);
        }
        if (!ids.header().isEmpty()) {
            action.accept("Last-Event-ID", ids.header());
        }
    }

    private void addUnlessSet(String name, String value, BiConsumer<String, String> action) {
        if (!sets(name)) {
            action.accept(name, value);
        }
    }

    private boolean sets(String name) {
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Returns whether the application set the header by which a server decides whether to compress. */
    public boolean setsAcceptEncoding() {
        return sets(ACCEPT_ENCODING);
    }

    /**
     * Returns whether a redirect with this status demands a second request with the method of this one, not with GET.
     */
    public boolean isSentAgainAfter(int status) {
        return !method.isGet() && UNCHANGED.contains(status);
    }

    /**
     * Returns the request to the target of a redirect. It leaves out the query of the application. It has method and
     * body only if the status demands it, and only within the origin.
     */
    public Request redirectedTo(int status, URI target) {
        boolean stays = ownOrigin && Origin.of(target).equals(Origin.of(location));
        if (isSentAgainAfter(status) && stays) {
            return new Request(target, Query.NONE, method, headers, body, compression, ids.inHeaderOnly(), true, alone);
        }
        return new Request(
                target,
                Query.NONE,
                RequestMethod.GET,
                stays ? headersOfGet() : Map.of(),
                null,
                compression,
                ids.inHeaderOnly(),
                stays,
                alone);
    }

    private Map<String, String> headersOfGet() {
        if (method.isGet()) {
            return headers;
        }
        Map<String, String> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        left.putAll(headers);
        left.keySet().removeIf(name -> CONTENT_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
        return left;
    }

    /** Headers and query may be secret. */
    @Override
    public String toString() {
        return "Request[" + Origin.withPath(location) + "]";
    }
}
