import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream to try the sample with. It sends a price each second, and breaks each connection after 10 s. */
class Upstream {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor();

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8090), 0);
        server.createContext("/prices", Upstream::prices);
        server.start();
        System.out.println("http://127.0.0.1:8090/prices");
    }

    private static void prices(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        AtomicInteger id = new AtomicInteger(last == null ? 0 : Integer.parseInt(last));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        PrintStream body = new PrintStream(exchange.getResponseBody());
        Future<?> prices = CLOCK.scheduleAtFixedRate(() -> send(body, id.incrementAndGet()), 0, 1, TimeUnit.SECONDS);
        CLOCK.schedule(() -> prices.cancel(false), 10, TimeUnit.SECONDS);
        CLOCK.schedule(exchange::close, 10, TimeUnit.SECONDS);
    }

    private static void send(PrintStream body, int id) {
        body.printf("id: %d\nevent: price\ndata: {\"symbol\":\"ACME\",\"amount\":%d}\n\n", id, 100 + id % 10);
        body.flush();
    }
}
