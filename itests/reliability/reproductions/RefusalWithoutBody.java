import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that sends a status and a body, without a length and without chunks, and ends the connection. Start it with
 * CXF on the class path: {@code java -cp <cxf-rt-rs-client 4.1.5 and what it needs> RefusalWithoutBody.java}.
 *
 * <p>CXF returns the body of 200, 500 and 503, and an empty body for 400, 403 and 404.
 */
public class RefusalWithoutBody {

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Client client = ClientBuilder.newClient();
            for (int status : new int[] {200, 400, 403, 404, 500, 503}) {
                Thread thread = new Thread(() -> answer(server, status));
                thread.setDaemon(true);
                thread.start();
                String body = client.target("http://127.0.0.1:" + server.getLocalPort() + "/")
                        .request()
                        .get()
                        .readEntity(String.class);
                System.out.println(status + ": " + body.length() + " of 4 characters");
            }
        }
        System.exit(0);
    }

    private static void answer(ServerSocket server, int status) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[4096]);
            OutputStream out = client.getOutputStream();
            out.write(("HTTP/1.1 " + status + " X\r\nContent-Type: text/plain\r\n\r\nbody")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            System.out.println("the connection has ended: " + e);
        }
    }
}
