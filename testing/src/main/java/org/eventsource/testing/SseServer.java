package org.eventsource.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server for tests: HTTP/1.1 on this machine, one request for each connection. A {@link StreamScript} scripts what a
 * path sends; a {@link SseHandler} decides on each byte. A path with neither is answered with 404.
 *
 * <pre>{@code
 * try (SseServer server = SseServer.start()) {
 *     server.stream("/prices").open().id("1").message("first").cut().fail(204);
 *     EventSource.open(server.url("/prices"));
 *     server.nextRequest();
 *     assertThat(server.nextRequest().lastEventId()).contains("1");
 * }
 * }</pre>
 *
 * <p>It needs nothing beside the JDK. Its methods may be called by many threads. Its threads are daemon threads, which
 * end when it is closed.
 */
public final class SseServer implements AutoCloseable {

    private static final int BACKLOG = 1000;

    private final ServerSocket listener;
    private final Map<String, Handlers> handlers = new ConcurrentHashMap<>();
    private final Map<String, StreamScript> scripts = new ConcurrentHashMap<>();
    private final BlockingQueue<SseRequest> requests = new LinkedBlockingQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private SseServer(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Starts a server at a free port.
     *
     * @throws UncheckedIOException if no port can be opened
     */
    public static SseServer start() {
        return startAt(0);
    }

    /**
     * Starts a server at a port, for example where another one was.
     *
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static SseServer startAt(int port) {
        return startAt(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * Starts a server at an address of this machine.
     *
     * @param port 0 for a free port
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static SseServer startAt(InetAddress address, int port) {
        try {
            var server = new SseServer(new ServerSocket(port, BACKLOG, address));
            server.run("accept", server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the script of a path, which is empty at first. It replaces handlers of {@link #on}.
     *
     * @param path such as {@code "/prices"}, without a query
     */
    public synchronized StreamScript stream(String path) {
        return scripts.computeIfAbsent(checked(path), absent -> {
            StreamScript script = new StreamScript(() -> {});
            handlers.put(path, new Handlers(new ScriptHandler(script, closed)));
            return script;
        });
    }

    /**
     * Sets what happens at a path. The first connection is passed to the first handler, the second connection to the
     * second one. The last handler gets all further connections. It replaces earlier handlers and scripts of the path.
     *
     * @param path such as {@code "/prices"}, without a query
     * @return this
     */
    public synchronized SseServer on(String path, SseHandler first, SseHandler... following) {
        handlers.put(checked(path), new Handlers(first, following));
        scripts.remove(path);
        return this;
    }

    private static String checked(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: does not begin with a slash: " + path);
        }
        return path;
    }

    /**
     * Returns the URL of a path.
     *
     * @param path may have a query; empty for the URL that others begin with
     */
    public URI uri(String path) {
        String address = listener.getInetAddress().getHostAddress();
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return URI.create("http://" + host + ":" + listener.getLocalPort() + path);
    }

    /** Returns {@link #uri} as a string. */
    public String url(String path) {
        return uri(path).toString();
    }

    /**
     * Returns the next request in the order in which they came, to any path. Waits for it for 10 s at most.
     *
     * @throws AssertionError if none came in time, or if the thread was interrupted
     */
    public SseRequest nextRequest() {
        return Patience.next(requests, "request");
    }

    /** Returns the requests that came and that {@link #nextRequest()} has not returned. Does not wait. */
    public List<SseRequest> pendingRequests() {
        return List.copyOf(requests);
    }

    /**
     * Closes the port and all connections, and interrupts handlers. Waits for each handler for 10 s at most. Does
     * nothing if it is called again.
     *
     * @throws AssertionError if a handler has failed; each failure is suppressed in it
     */
    @Override
    public void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Thread thread : threads) {
            thread.interrupt(); // a handler may be waiting
            join(thread);
        }
        if (!failures.isEmpty()) {
            var error = new AssertionError("a handler of the server failed");
            failures.forEach(error::addSuppressed);
            throw error;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static void join(Thread thread) {
        try {
            thread.join(Patience.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                if (isClosed()) {
                    socket.close(); // close() may have gone through the sockets just before
                }
                run("connection", () -> serve(socket));
            } catch (IOException e) {
                if (!isClosed()) {
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
            SseHandler handler = handlerFor(request.path());
            requests.add(request);
            handler.handle(new SseConnection(socket, request));
        } catch (IOException e) {
            throw e;
        } catch (InterruptedException e) {
            if (!isClosed()) {
                failures.add(e);
            }
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    private SseHandler handlerFor(String path) {
        Handlers known = handlers.get(path);
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

    /** The handlers of a path, of which each but the last is used once. */
    private static final class Handlers {

        private final ArrayDeque<SseHandler> coming;
        private SseHandler current;

        Handlers(SseHandler first, SseHandler... following) {
            this.current = first;
            this.coming = new ArrayDeque<>(List.of(following));
            this.coming.addFirst(first);
        }

        synchronized SseHandler next() {
            current = coming.isEmpty() ? current : coming.remove();
            return current;
        }
    }
}
