import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that answers 199 with a body without end. A client takes it for an interim response, and the body for the next
 * head. Start it with RESTEasy on the class path and a small heap:
 * {@code java -Xmx64m -cp <resteasy-client 6.2.15 and what it needs> EndlessHead.java}.
 *
 * <p>{@code ClientHttpEngineBuilder43} of RESTEasy sets no {@code ConnectionConfig}, and the {@code MessageConstraints} of
 * Apache HttpClient 4.5.14 have no limit by default. A RESTEasy client has no setting for them.
 */
public class EndlessHead {

    public static void main(String[] arguments) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, sent));
            thread.setDaemon(true);
            thread.start();
            try {
                ClientBuilder.newClient()
                        .target("http://127.0.0.1:" + server.getLocalPort() + "/")
                        .request()
                        .get();
            } catch (Throwable e) {
                System.out.println(e + " after " + (sent.get() >> 20) + " MiB");
            }
        }
        System.exit(0);
    }

    private static void answer(ServerSocket server, AtomicLong sent) {
        byte[] piece = "x".repeat(16 * 1024).getBytes(US_ASCII);
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[4096]);
            OutputStream out = client.getOutputStream();
            out.write("HTTP/1.1 199 X\r\n\r\n".getBytes(US_ASCII));
            while (true) {
                out.write(piece);
                sent.addAndGet(piece.length);
            }
        } catch (IOException e) {
            System.out.println("the client has left: " + e.getMessage());
        }
    }
}
