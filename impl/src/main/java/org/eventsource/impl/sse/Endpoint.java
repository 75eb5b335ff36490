package org.eventsource.impl.sse;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eventsource.impl.rest.ClientLease;

/** The target of one source, which remembers the head of the last response. */
final class Endpoint implements ClientLease {

    private final ClientLease lease;
    private final MessageBody messageBody;
    private volatile Head last = new Head(0, new MultivaluedHashMap<>());

    private record Head(int status, MultivaluedMap<String, String> headers) {}

    Endpoint(WebTarget target) {
        this.lease = ClientLease.shared(target);
        this.messageBody = new MessageBody(lease.target(target.getUri()));
    }

    /** What reads the data of this endpoint's events. */
    MessageBody messageBody() {
        return messageBody;
    }

    @Override
    public WebTarget target(URI uri) {
        ClientResponseFilter memory = this::remember;
        return lease.target(uri).register(memory);
    }

    @Override
    public Configuration configuration() {
        return lease.configuration();
    }

    private void remember(ClientRequestContext request, ClientResponseContext response) {
        last = new Head(response.getStatus(), new MultivaluedHashMap<>(response.getHeaders()));
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
