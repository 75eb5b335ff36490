package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eventsource.testing.SseRequest;

/** An HTTP proxy on 127.0.0.1 that refuses requests with a given status. */
final class TestProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int refusal;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private TestProxy(int refusal) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.refusal = refusal;
        run(this::accept);
    }

    static TestProxy passing() throws IOException {
        return new TestProxy(0);
    }

    /** Starts a proxy that answers every request with a status. */
    static TestProxy refusing(int status) throws IOException {
        return new TestProxy(status);
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", listener.getLocalPort());
    }

    /** The first lines of its requests. */
    List<String> requests() {
        return requests;
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One side has left, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            sockets.add(client);
            run(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            SseRequest request = SseRequest.read(client.getInputStream());
            requests.add(request.line());
            if (refusal != 0) {
                answer(
                        client,
                        "HTTP/1.1 " + refusal + " Refused\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
            } else {
                pass(client, request);
            }
        }
    }

    /** A request in absolute form, to the server itself. */
    private void pass(Socket client, SseRequest request) throws IOException {
        URI target = URI.create(request.target());
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            sockets.add(server);
            answer(
                    server,
                    "GET " + target.getRawPath() + " HTTP/1.1\r\nHost: " + target.getAuthority()
                            + "\r\nAccept: text/event-stream\r\n\r\n");
            InputStream from = server.getInputStream();
            from.transferTo(client.getOutputStream());
        }
    }

    private static void answer(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
