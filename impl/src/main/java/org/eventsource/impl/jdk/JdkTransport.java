package org.eventsource.impl.jdk;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.eventsource.impl.transport.Dispatch;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;

/** Exchanges over one client, whose own threads run nothing of the application. */
final class JdkTransport implements Transport {

    private final JdkClient client;
    private final Executor executor;
    private final Dispatch dispatch;
    private final HostLookup lookup;

    /** With the client's own executor, and what runs everything that may block or that the application may see. */
    JdkTransport(JdkClient client, Executor executor, Dispatch dispatch, HostLookup lookup) {
        this.client = client;
        this.executor = executor;
        this.dispatch = dispatch;
        this.lookup = lookup;
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        JdkExchange exchange = new JdkExchange(handler, executor, dispatch);
        // Not on the exchange's serial executor: a supplier that hangs must not keep a time-out from being told.
        dispatch.execute(() -> send(request, exchange), handler::onRejected);
        return exchange;
    }

    private void send(Callable<Request> request, JdkExchange exchange) {
        try {
            Request asked = request.call();
            lookup.of(asked.uri());
            client.send(httpRequest(asked), exchange);
        } catch (Throwable e) {
            // Errors too: a supplier may throw anything, and nobody else would tell the source.
            exchange.failed(e);
        }
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
