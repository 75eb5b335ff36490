package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;
import org.eventsource.impl.transport.HttpUrl;

/**
 * A target that the application owns, with its configuration. A target cannot change its URI. So a filter, which runs
 * before all others, changes the URI of a request after a redirect.
 */
final class ApplicationTarget implements ClientLease {

    private static final String REDIRECTED = ApplicationTarget.class.getName();

    private static final ClientRequestFilter REDIRECT = request -> {
        if (request.getProperty(REDIRECTED) instanceof URI uri) {
            request.setUri(uri);
        }
    };

    /** The highest priority. Jersey ignores a smaller number. */
    private static final int FIRST = 1;

    private final WebTarget target;

    ApplicationTarget(WebTarget target) {
        this.target = ResponseHead.prepare(copy(target)).register(REDIRECT, FIRST);
    }

    /** On every client, the removal of a query parameter that is absent returns a new target with the same URI. */
    static WebTarget copy(WebTarget target) {
        return target.queryParam(ApplicationTarget.class.getName(), (Object[]) null);
    }

    @Override
    public ExchangeClient forExchange() {
        return new ExchangeClient() {
            @Override
            public Invocation.Builder request(URI uri) {
                return ApplicationTarget.this.request(uri);
            }

            @Override
            public boolean isClosedByApplication() {
                return ApplicationClient.isClosed(ApplicationTarget.this);
            }
        };
    }

    /** Uses a copy: in CXF, a target takes over the URI that a filter gave to its request. */
    private Invocation.Builder request(URI uri) {
        URI sent = ClientQuirks.sendsUserInfo(configuration()) ? HttpUrl.ofRequest(uri) : uri;
        Invocation.Builder request = copy(target).request();
        return sent.equals(target.getUri()) ? request : request.property(REDIRECTED, sent);
    }

    @Override
    public Configuration configuration() {
        return target.getConfiguration();
    }
}
