import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A proxy that refuses a tunnel. */
public class RefusedTunnel {

    public static void main(String[] arguments) throws Exception {
        for (int status : new int[] {407, 403}) {
            ask(status);
        }
        System.exit(0);
    }

    private static void ask(int status) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> refuse(proxy, status));
            thread.setDaemon(true);
            thread.start();
            HttpClient client = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getLocalPort())))
                    .build();
            AtomicBoolean handled = new AtomicBoolean();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("https://server.invalid/")).build();
            try {
                HttpResponse<Void> response = client.sendAsync(request, info -> {
                            handled.set(true);
                            return HttpResponse.BodySubscribers.discarding();
                        })
                        .get(10, TimeUnit.SECONDS);
                System.out.println(status + ": completed normally with " + response.statusCode()
                        + ", body handler called: " + handled);
            } catch (ExecutionException e) {
                System.out.println(status + ": " + e.getCause());
            }
        }
    }

    private static void refuse(ServerSocket proxy, int status) {
        try {
            while (true) {
                Socket client = proxy.accept();
                client.getInputStream().read(new byte[4096]);
                client.getOutputStream()
                        .write(("HTTP/1.1 " + status + " Refused\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
                client.close();
            }
        } catch (IOException e) {
            System.out.println("the proxy has ended");
        }
    }
}
