package org.eventsource.impl.sse;

import static jakarta.ws.rs.core.HttpHeaders.CONTENT_TYPE;
import static jakarta.ws.rs.core.MediaType.SERVER_SENT_EVENTS;

import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eventsource.impl.rest.ClientLease;
import org.eventsource.impl.rest.ExchangeClient;

/** The target of one source, with status and headers of the last response. */
final class Endpoint implements ClientLease {

    /**
     * Response filters run from the highest number to the lowest. {@code ResponseHead} has a filter with the lowest.
     */
    private static final int BEFORE_RESPONSE_HEAD = 2;

    private static final String PROPERTY = Endpoint.class.getName();

    private static final ClientResponseFilter LOOK = (request, response) -> {
        if (request.getProperty(PROPERTY) instanceof Endpoint endpoint) {
            endpoint.look(response);
        }
    };

    private final ClientLease lease;
    private final MessageBody messageBody;
    private volatile Head last = new Head(0, new MultivaluedHashMap<>());

    private record Head(int status, MultivaluedMap<String, String> headers) {}

    Endpoint(WebTarget target) {
        this.lease = ClientLease.ofApplication(ClientLease.copy(target).register(LOOK, BEFORE_RESPONSE_HEAD));
        this.messageBody = new MessageBody(ClientLease.copy(target));
    }

    /** Returns the reader for the data of this endpoint's events. */
    MessageBody messageBody() {
        return messageBody;
    }

    @Override
    public ExchangeClient forExchange() {
        ExchangeClient client = lease.forExchange();
        return uri -> client.request(uri).property(PROPERTY, this);
    }

    @Override
    public Configuration configuration() {
        return lease.configuration();
    }

    private void look(ClientResponseContext response) {
        if (isEndOfUnusedStream(response)) {
            response.setStatus(Response.Status.OK.getStatusCode());
            response.setEntityStream(InputStream.nullInputStream());
        }
        last = new Head(response.getStatus(), new MultivaluedHashMap<>(response.getHeaders()));
    }

    /**
     * If a stream was closed before its first event, a server of RESTEasy answers 204 with the content type of a
     * stream. For the TCK that is a lost connection, unlike other responses with 204.
     */
    private static boolean isEndOfUnusedStream(ClientResponseContext response) {
        return response.getStatus() == Response.Status.NO_CONTENT.getStatusCode()
                && SERVER_SENT_EVENTS.equalsIgnoreCase(response.getHeaderString(CONTENT_TYPE));
    }

    /** Returns the last response, without its body. If it has another status, the headers are empty. */
    Response lastResponse(int status) {
        Response.ResponseBuilder response = Response.status(status);
        Head head = last;
        if (head.status == status) {
            head.headers.forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        }
        return response.build();
    }
}
