package org.example.prices;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The stream: sends a price to each client twice a second. */
class PricesServer implements AutoCloseable {

    private static final byte[] PRICE =
            "event: price\ndata: {\"symbol\":\"ACME\",\"amount\":12.5}\n\n".getBytes(StandardCharsets.UTF_8);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    PricesServer() throws IOException {
        server.createContext("/", this::prices);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void prices(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        clock.scheduleAtFixedRate(() -> send(body), 0, 500, TimeUnit.MILLISECONDS);
    }

    private static void send(OutputStream body) {
        try {
            body.write(PRICE);
            body.flush();
        } catch (IOException e) {
            throw new IllegalStateException("The client has left", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.stop(0);
    }
}
