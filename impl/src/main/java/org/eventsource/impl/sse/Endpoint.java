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

/** The target of one source, which remembers the head of the last response. */
final class Endpoint implements ClientLease {

    /** Filters of responses run from the highest number down, and the engine's has the lowest. */
    private static final int BEFORE_THE_ENGINE = 2;

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
        this.lease = ClientLease.ofApplication(ClientLease.copy(target).register(LOOK, BEFORE_THE_ENGINE));
        this.messageBody = new MessageBody(ClientLease.copy(target));
    }

    /** What reads the data of this endpoint's events. */
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
     * A server of RESTEasy says 204, but with the type of a stream, where a stream was closed before its first event.
     * To the TCK that is a lost connection, other than the 204 of a server that has no events.
     */
    private static boolean isEndOfUnusedStream(ClientResponseContext response) {
        return response.getStatus() == Response.Status.NO_CONTENT.getStatusCode()
                && SERVER_SENT_EVENTS.equalsIgnoreCase(response.getHeaderString(CONTENT_TYPE));
    }

    /** The last response if it has that status, without its body. */
    Response lastResponse(int status) {
        Response.ResponseBuilder response = Response.status(status);
        Head head = last;
        if (head.status == status) {
            head.headers.forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        }
        return response.build();
    }
}
