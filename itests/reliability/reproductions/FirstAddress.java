import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * A name whose last address serves. Start it with {@code -Djdk.net.hosts.file=hosts}, and these lines in that file:
 *
 * <pre>
 * 127.0.0.2 many.test
 * 127.0.0.3 many.test
 * 127.0.0.1 many.test
 * </pre>
 */
public class FirstAddress {

    public static void main(String[] arguments) throws Exception {
        System.out.println(Arrays.toString(InetAddress.getAllByName("many.test")));
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Thread thread = new Thread(() -> answer(server));
            thread.setDaemon(true);
            thread.start();
            URI url = URI.create("http://many.test:" + server.getLocalPort() + "/");
            try {
                System.out.println("java.net.http: "
                        + HttpClient.newHttpClient()
                                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                System.out.println("java.net.http: " + e);
            }
            try {
                System.out.println("HttpURLConnection: "
                        + ((HttpURLConnection) url.toURL().openConnection()).getResponseCode());
            } catch (IOException e) {
                System.out.println("HttpURLConnection: " + e);
            }
        }
        System.exit(0);
    }

    private static void answer(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                client.getInputStream().read(new byte[4096]);
                client.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
                client.close();
            }
        } catch (IOException e) {
            System.out.println("the server has ended");
        }
    }
}
