package org.eventsource.itests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server whose every byte a test decides: HTTP/1.1 on this machine, at a port of its own, one request a connection.
 *
 * <pre>{@code
 * try (SseServer server = SseServer.start()) {
 *     server.on(
 *             "/prices",
 *             connection -> connection.stream("id: 1\ndata: first\n\n"), // and then the connection is closed
 *             connection -> connection.respond(204));
 *     EventSource.open(server.url("/prices"));
 *     server.nextRequest();
 *     assertThat(server.nextRequest().lastEventId()).contains("1");
 * }
 * }</pre>
 *
 * <p>Closing it fails the test if a script has failed.
 */
public final class SseServer implements AutoCloseable {

    private static final int BACKLOG = 1000;

    private final ServerSocket listener;
    private final Map<String, Scripts> scripts = new ConcurrentHashMap<>();
    private final BlockingQueue<SseRequest> requests = new LinkedBlockingQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private SseServer(ServerSocket listener) {
        this.listener = listener;
    }

    public static SseServer start() throws IOException {
        return startAt(0);
    }

    /** A server that is where another one was. */
    public static SseServer startAt(int port) throws IOException {
        return startAt(InetAddress.getLoopbackAddress(), port);
    }

    /** A server at another address of this machine. */
    public static SseServer startAt(InetAddress address, int port) throws IOException {
        var server = new SseServer(new ServerSocket(port, BACKLOG, address));
        server.run("accept", server::accept);
        return server;
    }

    /**
     * What happens at a path: the first connection plays the first script, the second the second; the last one is
     * played by all that follow. Other paths are not found.
     */
    public SseServer on(String path, SseScript first, SseScript... following) {
        scripts.put(path, new Scripts(first, following));
        return this;
    }

    public URI uri(String path) {
        String address = listener.getInetAddress().getHostAddress();
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return URI.create("http://" + host + ":" + listener.getLocalPort() + path);
    }

    public String url(String path) {
        return uri(path).toString();
    }

    /** The next request in the order in which they came, to whatever path. */
    public SseRequest nextRequest() throws InterruptedException {
        SseRequest request = requests.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (request == null) {
            throw new AssertionError("no request came within " + Patience.LIMIT);
        }
        return request;
    }

    /** The requests that came and that {@link #nextRequest()} has not handed out. */
    public List<SseRequest> pendingRequests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            thread.interrupt(); // a script may be waiting at a gate
            join(thread);
        }
        if (!failures.isEmpty()) {
            var error = new AssertionError("a script failed");
            failures.forEach(error::addSuppressed);
            throw error;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(Patience.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                if (closed) {
                    socket.close(); // close() may have gone through the sockets just before
                }
                run("connection", () -> serve(socket));
            } catch (IOException e) {
                if (!closed) {
                    failures.add(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            play(socket);
        } catch (IOException e) {
            // The client left, which is for the test to expect or not; or the test is over.
        } finally {
            sockets.remove(socket);
        }
    }

    /**
     * Stores a failure before it closes the socket: the test may go on, to its end, as soon as the socket is closed.
     */
    private void play(Socket socket) throws IOException {
        try {
            SseRequest request = SseRequest.read(socket.getInputStream());
            SseScript script = scriptFor(request.path());
            requests.add(request);
            script.play(new SseConnection(socket, request));
        } catch (IOException e) {
            throw e;
        } catch (InterruptedException e) {
            if (!closed) {
                failures.add(e);
            }
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    private SseScript scriptFor(String path) {
        @Nullable Scripts known = scripts.get(path);
        return known == null ? connection -> connection.respond(404, "Content-Length: 0") : known.next();
    }

    private void run(String role, Runnable task) {
        var thread = new Thread(() -> {
            try {
                task.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        thread.setName("sse-server-" + listener.getLocalPort() + "-" + role);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** The scripts of a path, and how far they have been played. */
    private static final class Scripts {

        private final ArrayDeque<SseScript> coming;
        private SseScript current;

        Scripts(SseScript first, SseScript... following) {
            this.current = first;
            this.coming = new ArrayDeque<>(List.of(following));
            this.coming.addFirst(first);
        }

        synchronized SseScript next() {
            current = coming.isEmpty() ? current : coming.remove();
            return current;
        }
    }
}
