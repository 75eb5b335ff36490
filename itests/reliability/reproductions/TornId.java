import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that ends a stream within the id of an event: it has sent {@code id: 12} of {@code id: 1234}. Jersey's
 * {@code SseEventSource} passes this on as an event, and its next request resumes after 12. Start it with Jersey on the class path:
 * {@code java -cp <jersey-media-sse 3.1.11 and what it needs> TornId.java}.
 */
public class TornId {

    public static void main(String[] arguments) throws Exception {
        CountDownLatch events = new CountDownLatch(4);
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server));
            thread.setDaemon(true);
            thread.start();
            try (SseEventSource source = SseEventSource.target(
                            ClientBuilder.newClient().target("http://127.0.0.1:" + server.getLocalPort() + "/"))
                    .reconnectingEvery(100, TimeUnit.MILLISECONDS)
                    .build()) {
                source.register(event -> {
                    System.out.println("event " + event.getId() + ", data \"" + event.readData() + "\"");
                    events.countDown();
                });
                source.open();
                events.await(10, TimeUnit.SECONDS);
            }
        }
        System.exit(0);
    }

    private static void serve(ServerSocket server) {
        try {
            while (true) {
                answer(server);
            }
        } catch (IOException e) {
            System.out.println("the server ends: " + e.getMessage());
        }
    }

    private static void answer(ServerSocket server) throws IOException {
        try (Socket client = server.accept()) {
            BufferedReader head = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
                if (line.startsWith("Last-Event-ID")) {
                    System.out.println(line);
                }
            }
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nid: 1234\ndata: 1234\n\nid: 12"
                            .getBytes(US_ASCII));
        }
    }
}
