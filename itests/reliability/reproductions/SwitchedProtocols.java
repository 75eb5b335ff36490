import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that answers 101, which is a final response, and waits. Start it with RESTEasy on the class path:
 * {@code java -cp <resteasy-client 6.2.15 and what it needs> SwitchedProtocols.java}.
 *
 * <p>{@code HttpRequestExecutor.doReceiveResponse} of Apache HttpClient 4.5.14 takes every status below 200 for an interim
 * response, and waits for the next one.
 */
public class SwitchedProtocols {

    private static final int SECONDS = 5;

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server));
            thread.setDaemon(true);
            thread.start();
            Client client = ClientBuilder.newClient();
            Future<Integer> status =
                    CompletableFuture.supplyAsync(() -> client.target("http://127.0.0.1:" + server.getLocalPort() + "/")
                            .request()
                            .get()
                            .getStatus());
            try {
                System.out.println("the client returned " + status.get(SECONDS, TimeUnit.SECONDS));
            } catch (TimeoutException e) {
                System.out.println("the client returned nothing within " + SECONDS + " s");
            }
        }
        System.exit(0);
    }

    private static void answer(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream()
                    .write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                            .getBytes(US_ASCII));
            client.getInputStream().read();
        } catch (IOException e) {
            System.out.println("the connection has ended: " + e);
        }
    }
}
