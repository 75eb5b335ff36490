import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A server that sends the interim response 103 before the final one. */
public class EarlyHints {

    private static final String RESPONSES = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server));
            thread.setDaemon(true);
            thread.start();
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            System.out.println("java.net.http: "
                    + HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode());
            System.out.println(
                    "HttpURLConnection: " + ((HttpURLConnection) url.toURL().openConnection()).getResponseCode());
        }
        System.exit(0);
    }

    private static void answer(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                client.getInputStream().read(new byte[4096]);
                client.getOutputStream().write(RESPONSES.getBytes(US_ASCII));
                client.close();
            }
        } catch (IOException e) {
            System.out.println("the server has ended");
        }
    }
}
