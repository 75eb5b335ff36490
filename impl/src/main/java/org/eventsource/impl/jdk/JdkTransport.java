package org.eventsource.impl.jdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.eventsource.TransportKind;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.HttpUrl;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Exchanges over one client. The client's own threads run no application code. */
final class JdkTransport implements Transport {

    private final JdkClient client;
    private final HttpClients clients;
    private final Executor clientExecutor;
    private final ApplicationExecutor application;
    private final Executor sending;
    private final HostLookup lookup;
    private final boolean repeats;

    /**
     * A transport over a client.
     *
     * @param clientExecutor runs the work of the client, and no application code
     * @param application runs application code
     * @param sending runs the lookup of names, which may block
     * @param repeats whether the client may send a request again
     */
    JdkTransport(
            JdkClient client,
            Executor clientExecutor,
            ApplicationExecutor application,
            Executor sending,
            HostLookup lookup,
            boolean repeats) {
        this.client = client;
        this.clients = client.clients();
        this.clientExecutor = clientExecutor;
        this.application = application;
        this.sending = sending;
        this.lookup = lookup;
        this.repeats = repeats;
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        JdkExchange exchange = new JdkExchange(client, handler, clientExecutor, application);
        // Not on the exchange's serial executor: a supplier that hangs would delay the error event of a time-out.
        application.execute(() -> ask(request, exchange), handler::onRejected);
        return exchange;
    }

    private void ask(Callable<Request> request, JdkExchange exchange) {
        try {
            Request asked = request.call();
            sending.execute(() -> send(asked, exchange));
        } catch (Throwable e) {
            // Errors too: otherwise the source would not be notified of what a supplier throws.
            exchange.failed(e);
        }
    }

    private void send(Request request, JdkExchange exchange) {
        try {
            lookup.of(request.uri());
            HttpRequest ready = httpRequest(request);
            exchange.sending();
            client.send(ready, exchange);
        } catch (Throwable e) {
            exchange.failed(e);
        }
    }

    @Override
    public TransportKind kind() {
        return TransportKind.JDK;
    }

    @Override
    public Proxies proxies() {
        return lookup.proxies();
    }

    @Override
    public SSLContext tls() throws IOException {
        SSLContext tls = clients.tls();
        return tls == null ? Transport.super.tls() : tls;
    }

    @Override
    public boolean sendsExactly(String lastEventId) {
        return HeaderSyntax.isVisibleAscii(lastEventId);
    }

    private HttpRequest httpRequest(Request request) throws ExchangeException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(HttpUrl.ofRequest(request.uri())).version(version(request));
        request.forEachHeader(builder::setHeader);
        clients.complete(builder, request);
        return builder.method(request.method().name(), sent(request, publisher(builder, request.body())))
                .build();
    }

    /**
     * A request for HTTP/2 to an {@code http} URL would have an {@code Upgrade} header, which few servers understand.
     */
    @Override
    public boolean mayUseHttp2(URI uri) {
        return clients.allowsHttp2() && uri.getScheme().equalsIgnoreCase("https");
    }

    private HttpClient.Version version(Request request) {
        return mayUseHttp2(request.uri()) && !request.alone() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }

    /**
     * The client itself repeats a request with another method than GET only if the server has not processed it: after a
     * REFUSED_STREAM of HTTP/2, on Java 25.
     */
    private BodyPublisher sent(Request request, BodyPublisher body) {
        return repeats || !request.method().isGet() ? body : new SentOnce(body);
    }

    private static BodyPublisher publisher(HttpRequest.Builder builder, @Nullable RequestBody body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        builder.setHeader("Content-Type", body.type());
        return BodyPublishers.ofByteArray(body.bytes());
    }
}
