package org.eventsource.impl.jdk;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.eventsource.TransportKind;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;

/** Exchanges over one client, whose own threads run nothing of the application. */
final class JdkTransport implements Transport {

    private final JdkClient client;
    private final Executor clientExecutor;
    private final ApplicationExecutor application;
    private final Executor sending;
    private final HostLookup lookup;

    /**
     * With the client's own clientExecutor, what runs everything that the application may see, and what runs that which
     * waits for a name server.
     */
    JdkTransport(
            JdkClient client,
            Executor clientExecutor,
            ApplicationExecutor application,
            Executor sending,
            HostLookup lookup) {
        this.client = client;
        this.clientExecutor = clientExecutor;
        this.application = application;
        this.sending = sending;
        this.lookup = lookup;
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        JdkExchange exchange = new JdkExchange(client, handler, clientExecutor, application);
        // Not on the exchange's serial clientExecutor: a supplier that hangs must not keep a time-out from being told.
        application.execute(() -> ask(request, exchange), handler::onRejected);
        return exchange;
    }

    private void ask(Callable<Request> request, JdkExchange exchange) {
        try {
            Request asked = request.call();
            sending.execute(() -> send(asked, exchange));
        } catch (Throwable e) {
            // Errors too: a supplier may throw anything, and nobody else would tell the source.
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
    public boolean sendsExactly(String lastEventId) {
        return HeaderSyntax.isVisibleAscii(lastEventId);
    }

    private static HttpRequest httpRequest(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                // An upgrade to HTTP/2 on http: would cost every server a header that hardly any understands.
                .version(
                        request.uri().getScheme().equalsIgnoreCase("https")
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1);
        request.forEachHeader(builder::setHeader);
        return builder.GET().build();
    }
}
