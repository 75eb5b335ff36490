package org.eventsource.impl.jdk;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.jspecify.annotations.Nullable;

/** A client that the application owns. It is never ended here. */
final class ApplicationHttpClient implements HttpClients {

    /** The first version of Java that sends these headers also if the client has an authenticator: JDK-8326949. */
    private static final int KEEPS_HEADERS = 24;

    private static final List<String> DROPPED = List.of("Authorization", "Proxy-Authorization");

    /** The message of a request to a client that was closed, since Java 21. */
    private static final String CLOSED = "closed";

    private final HttpClient client;

    ApplicationHttpClient(HttpClient client) {
        this.client = client;
    }

    /**
     * Checks whether streams can use a client.
     *
     * @param headers the names of headers that requests will have
     * @throws IllegalArgumentException otherwise
     */
    static void check(HttpClient client, Set<String> headers) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "httpClient: it follows redirects itself; build it with followRedirects(HttpClient.Redirect.NEVER), and let this source follow them");
        }
        for (String name : DROPPED) {
            if (headers.stream().anyMatch(name::equalsIgnoreCase) && drops(client)) {
                throw new IllegalArgumentException(dropping(name));
            }
        }
    }

    private static boolean drops(HttpClient client) {
        return Runtime.version().feature() < KEEPS_HEADERS
                && client.authenticator().isPresent();
    }

    private static String dropping(String header) {
        return "httpClient: it has an authenticator, and before Java %d such a client leaves out the header %s; remove one of both"
                .formatted(KEEPS_HEADERS, header);
    }

    @Override
    public @Nullable SSLContext tls() {
        return null;
    }

    @Override
    public RunningClient startSecure(@Nullable SSLContext unused) throws ExchangeException {
        return startPlain();
    }

    @Override
    public RunningClient startPlain() throws ExchangeException {
        RunningClient lent = RunningClient.lent(client);
        if (lent.hasEnded()) {
            throw closed(null);
        }
        return lent;
    }

    private static ExchangeException closed(@Nullable Throwable cause) {
        return ExchangeException.forGood("the application has closed the HttpClient of this source", cause);
    }

    @Override
    public Proxies proxies() {
        return Proxies.ofHttp(() -> client.proxy().orElseGet(ProxySelector::getDefault));
    }

    @Override
    public boolean allowsHttp2() {
        return client.version() == HttpClient.Version.HTTP_2;
    }

    @Override
    public void complete(HttpRequest.Builder builder, Request request) throws ExchangeException {
        try {
            check(client, request.headers().keySet());
        } catch (IllegalArgumentException e) {
            // A request customizer has set the header.
            throw new ExchangeException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Throwable explained(Throwable failure) {
        return failure instanceof IOException && CLOSED.equals(failure.getMessage()) ? closed(failure) : failure;
    }
}
