import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that sends a status and a body that does not end. Start it with CXF on the class path:
 * {@code java -cp <cxf-rt-rs-client 4.1.5 and what it needs> StatusOverCxf.java}.
 *
 * <p>For 500 the client returns the response. For 600 it throws an exception, nobody gets the response, and its connection
 * stays until the client is closed.
 */
public class StatusOverCxf {

    private static final int SECONDS = 5;

    public static void main(String[] arguments) throws Exception {
        for (int status : new int[] {500, 600}) {
            ask(status);
        }
        System.exit(0);
    }

    private static void ask(int status) throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, status, left));
            thread.setDaemon(true);
            thread.start();
            Client client = ClientBuilder.newClient();
            try {
                client.target("http://127.0.0.1:" + server.getLocalPort() + "/")
                        .request()
                        .get()
                        .close();
                System.out.println(status + ": the client returned it");
            } catch (RuntimeException e) {
                System.out.println(status + ": " + e);
            }
            System.out.println(
                    status + ": the client has left the connection: " + left.await(SECONDS, TimeUnit.SECONDS));
            client.close();
            System.out.println(status + ": closed, it has left: " + left.await(SECONDS, TimeUnit.SECONDS));
        }
    }

    private static void answer(ServerSocket server, int status, CountDownLatch left) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream()
                    .write(("HTTP/1.1 " + status + " X\r\nContent-Type: text/plain\r\n\r\n").getBytes(US_ASCII));
            while (true) {
                client.getOutputStream().write('x');
            }
        } catch (IOException e) {
            left.countDown();
        }
    }
}
