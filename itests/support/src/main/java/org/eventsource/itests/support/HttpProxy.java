package org.eventsource.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on 127.0.0.1. It passes requests and tunnels on, or refuses them. */
public final class HttpProxy extends Relay {

    private final int refusal;
    private final String credentials;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private HttpProxy(int refusal, String credentials) throws IOException {
        super(anyPort());
        this.refusal = refusal;
        this.credentials = credentials;
        accept();
    }

    public static HttpProxy passing() throws IOException {
        return new HttpProxy(0, "");
    }

    /** Starts a proxy that answers every request with a status. */
    public static HttpProxy refusing(int status) throws IOException {
        return new HttpProxy(status, "");
    }

    /** Starts a proxy that answers 407 to requests without these credentials. */
    public static HttpProxy demanding(String user, String password) throws IOException {
        String both = user + ":" + password;
        return new HttpProxy(0, "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
    }

    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", port());
    }

    /** Returns the URL of the proxy. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Returns the first lines of its requests. */
    public List<String> requests() {
        return requests;
    }

    @Override
    void serve(Socket client) throws IOException {
        List<String> head = head(client.getInputStream());
        requests.add(head.get(0));
        if (refusal != 0) {
            answer(client, refusal);
        } else if (!credentials.isEmpty() && !head.contains("Proxy-Authorization: " + credentials)) {
            answer(client, 407);
        } else {
            pass(client, head);
        }
    }

    private static void answer(Socket client, int status) throws IOException {
        write(
                client,
                "HTTP/1.1 " + status + " Refused\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private void pass(Socket client, List<String> head) throws IOException {
        String[] line = head.get(0).split(" ", 3);
        if (line[0].equals("CONNECT")) {
            int colon = line[1].lastIndexOf(':');
            Socket server = connect(line[1].substring(0, colon), Integer.parseInt(line[1].substring(colon + 1)));
            write(client, "HTTP/1.1 200 Connected\r\n\r\n");
            join(client, server);
        } else {
            URI target = URI.create(line[1]);
            Socket server = connect(target.getHost(), target.getPort());
            List<String> passed = new ArrayList<>(head);
            passed.set(0, line[0] + " " + target.getRawPath() + " " + line[2]);
            passed.removeIf(header -> header.startsWith("Proxy-"));
            write(server, String.join("\r\n", passed) + "\r\n\r\n");
            join(client, server);
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("no request");
            }
            head.append((char) octet);
        }
        return List.of(head.toString().strip().split("\r\n", -1));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
