package org.eventsource.impl.rest;

import static java.lang.System.Logger.Level.DEBUG;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eventsource.impl.transport.Response;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Captures status and headers of a response. {@code get(InputStream.class)} is the only call that streams on every
 * client, but it returns the body alone.
 *
 * <p>One filter looks at the response before all other filters, because one of those may fail. Another one looks after
 * them, because one of those may replace the response, for example by the answer to a challenge. The first and the last
 * interceptor compare the body. If they see different streams, another interceptor has decoded it.
 */
final class ResponseHead {

    private static final System.Logger LOGGER = System.getLogger(ResponseHead.class.getPackageName());

    private static final String PROPERTY = ResponseHead.class.getName();

    private static final ClientRequestFilter SENDING =
            request -> of(request.getProperty(PROPERTY)).ifPresent(head -> head.sending.run());
    private static final ClientResponseFilter FIRST_LOOK =
            (request, response) -> of(request.getProperty(PROPERTY)).ifPresent(head -> {
                if (head.isOfRepeatedRequest(request)) {
                    head.drop(response);
                } else {
                    head.look(request, response);
                }
            });
    private static final ClientResponseFilter LAST_LOOK = (request, response) -> of(request.getProperty(PROPERTY))
            .filter(head -> !head.isOfRepeatedRequest(request))
            .ifPresent(head -> head.lookAgain(request, response));
    private static final ReaderInterceptor FIRST_READER = context -> {
        of(context.getProperty(PROPERTY)).ifPresent(head -> {
            head.received = context.getInputStream();
            if (head.received == null) {
                head.unanswered = true;
            }
        });
        return context.proceed();
    };
    private static final ReaderInterceptor LAST_READER = context -> {
        of(context.getProperty(PROPERTY)).ifPresent(head -> head.decoded = context.getInputStream() != head.received);
        return context.proceed();
    };

    private static final ForeignOrigin FOREIGN_ORIGIN = new ForeignOrigin();

    /**
     * Response filters run from the highest number to the lowest. Request filters and interceptors run from the lowest
     * to the highest. Jersey ignores a number below 1.
     */
    private static final int LOWEST = 1;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    private static final String TRANSFER_ENCODING = "Transfer-Encoding";

    private static final int HIGHEST = Integer.MAX_VALUE;

    private final Runnable sending;
    private final Supplier<Thread> reader;
    private volatile @Nullable Response response;
    private volatile Runnable disconnect = () -> {};
    private volatile @Nullable InputStream body;
    private volatile @Nullable InputStream received;
    private volatile boolean whole;
    private volatile boolean filtered;
    private volatile boolean decoded;
    private volatile boolean unanswered;

    /**
     * The head of one exchange.
     *
     * @param sending is called when all filters of the client have handled the request
     * @param reader returns the thread that calls the client; called for each response
     */
    ResponseHead(Runnable sending, Supplier<Thread> reader) {
        this.sending = sending;
        this.reader = reader;
    }

    /**
     * Registers the filters and interceptors at a client or target. They find the head of an exchange in a property of
     * the request. Filters for each exchange would make Jersey start anew, which takes milliseconds and a megabyte.
     * They are registered once: a second last filter would see the changes of the first one.
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

    /** Makes this the head of the response to a request. */
    Invocation.Builder of(Invocation.Builder request) {
        return request.property(PROPERTY, this);
    }

    private static Optional<ResponseHead> of(@Nullable Object property) {
        return property instanceof ResponseHead head ? Optional.of(head) : Optional.empty();
    }

    private boolean isOfRepeatedRequest(ClientRequestContext request) {
        return ClientQuirks.isRepeated(request, reader.get());
    }

    /** Nobody reads such a response. The client would keep its connection for as long as the stream is open. */
    private void drop(ClientResponseContext context) {
        unanswered = true;
        InputStream unread = context.getEntityStream();
        if (unread == null) {
            return;
        }
        try {
            unread.close();
        } catch (IOException e) {
            LOGGER.log(DEBUG, "The response to a repeated request could not be closed", ForeignText.of(e));
        }
    }

    private void lookAgain(ClientRequestContext request, ClientResponseContext context) {
        InputStream firstSeen = body;
        look(request, context);
        filtered = body != firstSeen;
        whole = true;
        hideUnreadableType(context.getHeaders());
        hideFailure(context);
    }

    private void look(ClientRequestContext request, ClientResponseContext context) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        context.getHeaders().forEach((name, values) -> headers.put(name, inOrder(values, request)));
        this.body = context.getEntityStream();
        this.disconnect = ClientQuirks.releaseOfUnreadBody(context);
        Response answered = Response.of(context.getStatus(), headers);
        this.response = ClientQuirks.endsBodiesAtLength(request) ? answered.endingAtLength() : answered;
    }

    private static List<String> inOrder(List<String> values, ClientRequestContext request) {
        List<String> ordered = new ArrayList<>(values);
        if (values.size() > 1
                && ClientQuirks.reversesHeaderValues(request.getClient().getConfiguration())) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    /**
     * Replaces a content type that is missing, repeated or malformed. Some clients fail because of such a type, or read
     * the whole body. The captured response still has the type that the server sent.
     */
    private static void hideUnreadableType(MultivaluedMap<String, String> headers) {
        List<String> types = headers.get(HttpHeaders.CONTENT_TYPE);
        if (types == null || types.size() != 1 || !isReadable(types.get(0))) {
            headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
    }

    /** Replaces a status that is no success. Some clients throw an exception for it and read the whole body. */
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

    /**
     * Returns the response; null if there was none, or if it was not HTTP. Some clients return the status -1 for the
     * latter.
     *
     * @param gzip whether the caller decodes gzip, and takes a body in no coding as it is
     */
    @Nullable
    Response response(boolean gzip) {
        Response seen = response;
        if (seen == null || seen.status() < 0) {
            return null;
        }
        return decoded && !(gzip && isGzip(seen)) ? withoutCoding(seen) : seen;
    }

    /** An interceptor may have wrapped the stream without decoding it. The bytes of gzip show whether it has. */
    private static boolean isGzip(Response response) {
        return response.header(HttpHeaders.CONTENT_ENCODING)
                .filter(coding -> GZIP.contains(coding.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** The client has decoded the body, but the header still names the coding. */
    private static Response withoutCoding(Response response) {
        Map<String, List<String>> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        others.putAll(response.headers().map());
        others.remove(HttpHeaders.CONTENT_ENCODING);
        Response decoded = Response.of(response.status(), others);
        return response.endsAtLength() ? decoded.endingAtLength() : decoded;
    }

    /**
     * Returns how many bytes the server sends; zero if it is not known. Some clients do not notice that a connection
     * ended before this length. Where a filter or a decoder has another stream than the client's, the number is not
     * known. In a body of chunks it means nothing.
     */
    long length() {
        Response seen = response;
        if (seen == null
                || decoded
                || filtered
                || !seen.values(TRANSFER_ENCODING).isEmpty()
                || !seen.values(HttpHeaders.CONTENT_ENCODING).isEmpty()) {
            return 0;
        }
        return seen.header(HttpHeaders.CONTENT_LENGTH)
                .filter(length -> LENGTH.matcher(length).matches())
                .map(Long::parseLong)
                .orElse(0L);
    }

    /**
     * Returns whether a failed exchange has lost its connection before a response, although there may be a
     * {@link #response}. CXF sends the request again by itself then. It calls the filters for the response to that
     * request, and the interceptors without a body.
     */
    boolean isUnanswered() {
        return unanswered;
    }

    /** Returns whether the response was received and no filter of the client threw an exception. */
    boolean isWhole() {
        return whole;
    }

    /** Returns the body, so that the caller can close it after the client failed to return it. */
    InputStream body() {
        InputStream seen = body;
        return seen == null ? InputStream.nullInputStream() : seen;
    }

    /** Releases the connection, if the client can do that. To be called from any thread. */
    void disconnect() {
        disconnect.run();
    }
}
