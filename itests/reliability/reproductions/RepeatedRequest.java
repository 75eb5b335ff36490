import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads a request and leaves. */
public class RepeatedRequest {

    public static void main(String[] arguments) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> leave(server, requests));
            thread.setDaemon(true);
            thread.start();
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            try {
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                System.out.println("java.net.http: " + requests.getAndSet(0) + " requests, " + e);
            }
            try {
                ((HttpURLConnection) url.toURL().openConnection()).getResponseCode();
            } catch (IOException e) {
                System.out.println("HttpURLConnection: " + requests.get() + " requests, " + e);
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
