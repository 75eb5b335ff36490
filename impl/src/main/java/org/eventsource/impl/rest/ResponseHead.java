package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Configurable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ReaderInterceptor;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eventsource.impl.transport.Response;
import org.jspecify.annotations.Nullable;

/**
 * Captures status and headers of a response. {@code get(InputStream.class)} is the only call that streams on every
 * client, but it returns the body alone.
 *
 * <p>It looks before all other filters, because one of them may fail. It looks again after them, because one may
 * replace the response, such as by the answer to a challenge. Its interceptors are the first and the last one: where
 * they see different streams, another one has decoded the body.
 */
final class ResponseHead {

    private static final String PROPERTY = ResponseHead.class.getName();

    private static final ClientRequestFilter SENDING =
            request -> of(request.getProperty(PROPERTY)).ifPresent(head -> head.sending.run());
    private static final ClientResponseFilter FIRST_LOOK =
            (request, response) -> of(request.getProperty(PROPERTY)).ifPresent(head -> head.look(request, response));
    private static final ClientResponseFilter LAST_LOOK =
            (request, response) -> of(request.getProperty(PROPERTY)).ifPresent(head -> {
                head.look(request, response);
                head.whole = true;
                hideUnreadableType(response.getHeaders());
                hideFailure(response);
            });
    private static final ReaderInterceptor FIRST_READER = context -> {
        of(context.getProperty(PROPERTY)).ifPresent(head -> head.received = context.getInputStream());
        return context.proceed();
    };
    private static final ReaderInterceptor LAST_READER = context -> {
        of(context.getProperty(PROPERTY)).ifPresent(head -> head.decoded = context.getInputStream() != head.received);
        return context.proceed();
    };

    private static final ForeignOrigin FOREIGN_ORIGIN = new ForeignOrigin();

    /**
     * Filters of responses run from the highest number down, filters of requests and interceptors from the lowest up. A
     * number below 1 counts as none in Jersey.
     */
    private static final int LOWEST = 1;

    private static final int HIGHEST = Integer.MAX_VALUE;

    private final Runnable sending;
    private volatile @Nullable Response response;
    private volatile Runnable disconnect = () -> {};
    private volatile @Nullable InputStream body;
    private volatile @Nullable InputStream received;
    private volatile boolean whole;
    private volatile boolean decoded;

    /**
     * The head of one exchange.
     *
     * @param sending is run when all filters of the client have handled the request
     */
    ResponseHead(Runnable sending) {
        this.sending = sending;
    }

    /**
     * Lets heads see what comes from that client or target. The property of a request names its head: filters for each
     * exchange would make Jersey start anew, which takes milliseconds of work and a megabyte. They are registered once:
     * a second last look would see what the first one has hidden.
     */
    static <C extends Configurable<? extends C>> C prepare(C configurable) {
        if (!configurable.getConfiguration().isRegistered(LAST_LOOK)) {
            configurable
                    .register(SENDING, HIGHEST)
                    .register(FIRST_LOOK, HIGHEST)
                    .register(FOREIGN_ORIGIN, HIGHEST)
                    .register(LAST_LOOK, LOWEST)
                    .register(FIRST_READER, LOWEST)
                    .register(LAST_READER, HIGHEST);
        }
        return configurable;
    }

    /** Makes this the head of the response to that request. */
    Invocation.Builder of(Invocation.Builder request) {
        return request.property(PROPERTY, this);
    }

    private static Optional<ResponseHead> of(@Nullable Object property) {
        return property instanceof ResponseHead head ? Optional.of(head) : Optional.empty();
    }

    private void look(ClientRequestContext request, ClientResponseContext context) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        context.getHeaders().forEach((name, values) -> headers.put(name, inOrder(values, request)));
        this.body = context.getEntityStream();
        this.disconnect = UnreadRelease.of(context);
        this.response = new Response(context.getStatus(), name -> headers.getOrDefault(name, List.of()));
    }

    /**
     * Old versions of {@code HttpURLConnection} return the values of a header from the last to the first. This was seen
     * on Java 17, and not on 25. JDK-8133686 changed it in 18.
     */
    private static List<String> inOrder(List<String> values, ClientRequestContext request) {
        List<String> ordered = new ArrayList<>(values);
        if (values.size() > 1
                && Runtime.version().feature() < 18
                && JerseyConnector.isUrlConnection(request.getClient().getConfiguration())) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    /**
     * Replaces a type that clients may fail over, or whose body they read to its end: a missing, repeated or malformed
     * one. What the server sent is ours to judge.
     */
    private static void hideUnreadableType(MultivaluedMap<String, String> headers) {
        List<String> types = headers.get(HttpHeaders.CONTENT_TYPE);
        if (types == null || types.size() != 1 || !isReadable(types.get(0))) {
            headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
    }

    /** Some clients make an exception of a status that is no success, and read the body to its end for it. */
    private static void hideFailure(ClientResponseContext response) {
        if (Status.Family.familyOf(response.getStatus()) != Status.Family.SUCCESSFUL) {
            response.setStatus(Status.OK.getStatusCode());
        }
    }

    private static boolean isReadable(String type) {
        try {
            String charset = MediaType.valueOf(type).getParameters().get(MediaType.CHARSET_PARAMETER);
            return charset == null || Charset.isSupported(charset);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns what came; null if nothing did, or nothing that is HTTP: some clients return a status of -1 then. */
    @Nullable
    Response response() {
        Response seen = response;
        if (seen == null || seen.status() < 0) {
            return null;
        }
        return decoded ? withoutCoding(seen) : seen;
    }

    /** The client has decoded the body, whatever the header says. */
    private static Response withoutCoding(Response response) {
        return new Response(
                response.status(),
                name -> name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING) ? List.of() : response.values(name));
    }

    /** Whether the response was received, and all filters of the client let it pass. */
    boolean isWhole() {
        return whole;
    }

    /** Returns the body for a caller that has to close it, because the client fails to return it. */
    InputStream body() {
        InputStream told = body;
        return told == null ? InputStream.nullInputStream() : told;
    }

    /** Lets the connection go, if the client can. From any thread. */
    void disconnect() {
        disconnect.run();
    }
}
