import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A proxy that refuses a tunnel. Start it with RESTEasy on the class path:
 * {@code java -cp <resteasy-client 6.2.15 and what it needs> TunnelOfResteasy.java}.
 *
 * <p>{@code MainClientExec.createTunnelToTarget} of Apache HttpClient 4.5.14 catches its {@code TunnelRefusedException}, and
 * returns the proxy's response. Nothing in it shows that the server did not send it.
 */
public class TunnelOfResteasy {

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> refuse(proxy));
            thread.setDaemon(true);
            thread.start();
            Response response = ClientBuilder.newBuilder()
                    .property("org.jboss.resteasy.jaxrs.client.proxy.host", "127.0.0.1")
                    .property("org.jboss.resteasy.jaxrs.client.proxy.port", proxy.getLocalPort())
                    .property("org.jboss.resteasy.jaxrs.client.proxy.scheme", "http")
                    .build()
                    .target("https://server.invalid/")
                    .request()
                    .get();
            System.out.println("the client returned " + response.getStatus() + " for https://server.invalid/, with \""
                    + response.readEntity(String.class) + "\"");
        }
        System.exit(0);
    }

    private static void refuse(ServerSocket proxy) {
        try {
            while (true) {
                Socket client = proxy.accept();
                client.getInputStream().read(new byte[4096]);
                client.getOutputStream()
                        .write(("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n"
                                        + "the proxy")
                                .getBytes(US_ASCII));
                client.close();
            }
        } catch (IOException e) {
            System.out.println("the proxy has ended");
        }
    }
}
