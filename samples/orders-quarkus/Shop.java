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

/** A stream of orders to try the sample with: ten a second. It breaks each connection after 5 s. */
class Shop {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor();

    /** The orders that exist. Each connection begins after the id that the client has sent. */
    private static final AtomicInteger newest = new AtomicInteger();

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8090), 0);
        server.createContext("/orders", Shop::orders);
        server.start();
        CLOCK.scheduleAtFixedRate(newest::incrementAndGet, 0, 100, TimeUnit.MILLISECONDS);
        System.out.println("http://127.0.0.1:8090/orders");
    }

    private static void orders(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        AtomicInteger id = new AtomicInteger(last == null ? 0 : Integer.parseInt(last));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        PrintStream body = new PrintStream(exchange.getResponseBody());
        Future<?> orders = CLOCK.scheduleAtFixedRate(() -> send(body, id), 0, 100, TimeUnit.MILLISECONDS);
        CLOCK.schedule(() -> orders.cancel(false), 5, TimeUnit.SECONDS);
        CLOCK.schedule(exchange::close, 5, TimeUnit.SECONDS);
    }

    private static void send(PrintStream body, AtomicInteger id) {
        while (id.get() < newest.get()) {
            int next = id.incrementAndGet();
            body.printf("id: %d\nevent: order\ndata: {\"number\":%d,\"item\":\"book\"}\n\n", next, next);
        }
        body.flush();
    }
}
