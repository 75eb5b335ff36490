import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that reads a request and leaves. Start it with CXF on the class path:
 * {@code java -cp <cxf-rt-rs-client 4.1.5 and what it needs> RepeatedByCxf.java}.
 *
 * <p>{@code HttpClientHTTPConduit.setProtocolHeaders} sends the request with {@code sendAsync}, and closes the output
 * stream when the future fails. {@code HTTPConduit.WrappedOutputStream.close} then takes the request for one that was not
 * sent, as nothing was written and no exception is set yet, and sends it again. Each call of the JDK's client sends two.
 */
public class RepeatedByCxf {

    public static void main(String[] arguments) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> leave(server, requests));
            thread.setDaemon(true);
            thread.start();
            Client client = ClientBuilder.newClient();
            try {
                client.target("http://127.0.0.1:" + server.getLocalPort() + "/")
                        .request()
                        .get(String.class);
            } catch (RuntimeException e) {
                System.out.println(requests.get() + " requests until the call ended, " + e);
            }
        }
        System.exit(0);
    }

    private static void leave(ServerSocket server, AtomicInteger requests) {
        try {
            while (true) {
                Socket client = server.accept();
                if (client.getInputStream().read(new byte[4096]) > 0) {
                    requests.incrementAndGet();
                }
                client.close();
            }
        } catch (IOException e) {
            System.out.println("the server has ended");
        }
    }
}
