import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.spi.ConnectorProvider;

/**
 * A server that sends one event and goes on. Start it with Jersey 3.1.11 and its connectors on the class path:
 *
 * <pre>
 * java -cp … JerseyConnectors.java org.glassfish.jersey.client.HttpUrlConnectorProvider
 * java -cp … JerseyConnectors.java org.glassfish.jersey.netty.connector.NettyConnectorProvider
 * java -cp … JerseyConnectors.java org.glassfish.jersey.grizzly.connector.GrizzlyConnectorProvider
 * java -cp … JerseyConnectors.java org.glassfish.jersey.jetty.connector.JettyConnectorProvider
 * </pre>
 *
 * <p>The default connector returns the event, and leaves when the body is closed. Grizzly's and Jetty's return nothing
 * before the response ends. Netty's returns the event, and keeps the connection after its body was closed.
 */
public class JerseyConnectors {

    private static final int SECONDS = 5;

    public static void main(String[] arguments) throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, left));
            thread.setDaemon(true);
            thread.start();
            Client client = ClientBuilder.newClient(new ClientConfig().connectorProvider((ConnectorProvider)
                    Class.forName(arguments[0]).getConstructor().newInstance()));
            CompletableFuture<InputStream> first =
                    CompletableFuture.supplyAsync(() -> read(client, server.getLocalPort()));
            try {
                InputStream body = first.get(SECONDS, TimeUnit.SECONDS);
                System.out.println("the event was returned");
                Thread closing = new Thread(() -> close(body));
                closing.setDaemon(true);
                closing.start();
                System.out.println("the body is closed, the client has left: " + left.await(SECONDS, TimeUnit.SECONDS));
            } catch (TimeoutException e) {
                System.out.println("no event was returned within " + SECONDS + " s");
            }
        }
        System.exit(0);
    }

    private static InputStream read(Client client, int port) {
        try {
            InputStream body =
                    client.target("http://127.0.0.1:" + port + "/").request().get(InputStream.class);
            body.read(new byte[100]);
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            System.out.println("the body was not closed: " + e);
        }
    }

    private static void answer(ServerSocket server, CountDownLatch left) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n".getBytes(US_ASCII));
            client.getInputStream().read();
            left.countDown();
        } catch (IOException e) {
            left.countDown();
        }
    }
}
