import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client whose own thread ends, as it does by an OutOfMemoryError. An interrupt has the same effect. */
public class EndedClient {

    public static void main(String[] arguments) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, asked));
            thread.setDaemon(true);
            thread.start();
            HttpClient client = HttpClient.newHttpClient();
            CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            asked.await();
            Thread selector = Thread.getAllStackTraces().keySet().stream()
                    .filter(each -> each.getName().endsWith("-SelectorManager"))
                    .findAny()
                    .orElseThrow();
            selector.interrupt();
            selector.join();
            try {
                exchange.handle((response, failure) -> failure).get(5, TimeUnit.SECONDS);
                System.out.println("the exchange has ended");
            } catch (TimeoutException e) {
                System.out.println("the exchange has not ended, though the client's thread has");
            }
        }
        System.exit(0);
    }

    private static void answer(ServerSocket server, CountDownLatch asked) {
        try {
            Socket client = server.accept();
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nbegun".getBytes(ISO_8859_1));
            asked.countDown();
            client.getInputStream().read();
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
