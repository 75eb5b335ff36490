package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Configurable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eventsource.impl.transport.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sees status and headers, which {@code get(InputStream.class)} alone does not tell: what streams on every client. It
 * looks before all other filters, one of which may fail over a response, and after them, as one may replace it: by the
 * answer to a challenge, say.
 */
final class ResponseHead {

    private static final String PROPERTY = ResponseHead.class.getName();

    private static final ClientResponseFilter FIRST_LOOK =
            (request, response) -> of(request).ifPresent(head -> head.look(request, response));
    private static final ClientResponseFilter LAST_LOOK =
            (request, response) -> of(request).ifPresent(head -> {
                head.look(request, response);
                hideUnreadableType(response.getHeaders());
                hideFailure(response);
            });

    private static final ForeignOrigin FOREIGN_ORIGIN = new ForeignOrigin();

    private static final int LEAST_STATUS = 100;

    /** Filters of responses run from the highest number down; what is smaller counts as none in Jersey. */
    private static final int LAST = 1;

    private static final int FIRST = Integer.MAX_VALUE;

    private volatile @Nullable Response response;
    private volatile Runnable disconnect = () -> {};
    private volatile @Nullable InputStream body;

    /**
     * Lets heads see what comes from that client or target. They are told by the request: were there filters for each
     * exchange, Jersey would start all it has anew, which takes milliseconds of work and a megabyte. Once: a second
     * last look would see what the first has hidden.
     */
    static <C extends Configurable<? extends C>> C prepare(C configurable) {
        if (!configurable.getConfiguration().isRegistered(LAST_LOOK)) {
            configurable
                    .register(FIRST_LOOK, FIRST)
                    .register(FOREIGN_ORIGIN, FIRST)
                    .register(LAST_LOOK, LAST);
        }
        return configurable;
    }

    /** To be seen at the response to that request. */
    Invocation.Builder of(Invocation.Builder request) {
        return request.property(PROPERTY, this);
    }

    private static Optional<ResponseHead> of(ClientRequestContext request) {
        return request.getProperty(PROPERTY) instanceof ResponseHead head ? Optional.of(head) : Optional.empty();
    }

    private void look(ClientRequestContext request, ClientResponseContext response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.getHeaders().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
        if (request.getHeaders().containsKey(HttpHeaders.ACCEPT_ENCODING)) {
            // What a client asks for it decodes, where it reads the body, which is later.
            headers.remove(HttpHeaders.CONTENT_ENCODING);
        }
        this.body = response.getEntityStream();
        this.disconnect = UnreadRelease.of(response);
        this.response = new Response(response.getStatus(), name -> first(headers.get(name)));
    }

    /** Some clients fail over a type that is malformed, which is ours to judge, before they hand out the body. */
    private static void hideUnreadableType(MultivaluedMap<String, String> headers) {
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (type != null && !isReadable(type)) {
            headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
    }

    /** Some clients read a body to its end, be there one or not, to make an exception of it. */
    private static void hideFailure(ClientResponseContext response) {
        if (response.getStatus() >= Status.MULTIPLE_CHOICES.getStatusCode()) {
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

    private static Optional<String> first(@Nullable List<String> values) {
        return values == null ? Optional.empty() : values.stream().findFirst();
    }

    /** What came; null if nothing did, or nothing that is HTTP, which a client may give out as a response of -1. */
    @Nullable
    Response response() {
        Response told = response;
        return told == null || told.status() < LEAST_STATUS ? null : told;
    }

    /** For who has to close it where the client fails to hand it out. */
    InputStream body() {
        InputStream told = body;
        return told == null ? InputStream.nullInputStream() : told;
    }

    /** Lets the connection go, if the client can. From any thread. */
    void disconnect() {
        disconnect.run();
    }
}
