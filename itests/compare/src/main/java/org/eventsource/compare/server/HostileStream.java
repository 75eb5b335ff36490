package org.eventsource.compare.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The stream of one scenario for one client, on a port of its own. What it sends depends on the requests of the client
 * and on nothing else: the numbers of the events, the place of each fault, and which events a client misses. A client
 * that reconnects with an id of the stream gets the events after it. A client that reconnects without one misses
 * {@value Scenario#MISSED} events, as of a live feed.
 */
public final class HostileStream implements Closeable {

    /** How large the endless line becomes: three quarters of the usual heap of a client. */
    public static final int LINE_BYTES = 48 * 1024 * 1024;

    private static final Duration PORT_CLOSED = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int MILLIS_BETWEEN_EVENTS = 50;
    private static final int MILLIS_BETWEEN_COMMENTS = 1000;
    private static final int MILLIS_BETWEEN_LOOKS = 50;
    private static final int PIECE = 64 * 1024;
    /** Some 12 MiB a second at most. */
    private static final int MILLIS_BETWEEN_PIECES = 5;

    private final Scenario scenario;
    private final Progress progress;
    private final InetSocketAddress address;
    private final ExecutorService threads = Executors.newCachedThreadPool(HostileStream::daemon);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket port;
    private volatile boolean closed;

    /** Opens the port of a stream. */
    public HostileStream(Scenario scenario) throws IOException {
        this.scenario = scenario;
        progress = new Progress(scenario, RETRY_AFTER);
        port = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getLocalPort());
        threads.execute(this::accept);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        return thread;
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }

    /** Returns the URL of the stream. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + address.getPort() + "/stream");
    }

    /** Sends the last event, to the connection that is open then and to later ones. */
    public void sendLast() {
        progress.sendLast();
    }

    /** Ends the connection that the endless line is on. */
    public void endLine() throws IOException {
        Connection connection = progress.first();
        if (connection != null) {
            connection.close();
        }
    }

    /** Returns how many requests came before the time of {@code Retry-After}. */
    public int early() {
        return progress.early();
    }

    /** Returns how many requests had an id that is none of the stream. */
    public int unknownIds() {
        return progress.unknownIds();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = port.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // The port is closed. After a restart another thread accepts.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Connection connection = new Connection(socket);
            String id = connection.readRequest();
            if (progress.isRefused()) {
                connection.refuse(RETRY_AFTER.toSeconds());
            } else {
                int index = progress.begin(connection);
                connection.begin();
                connection.chunk(scenario.preamble());
                send(connection, progress.firstFor(id), index);
            }
        } catch (IOException e) {
            // The client has ended the connection, or this server has.
        } finally {
            sockets.remove(socket);
        }
    }

    private void send(Connection connection, int first, int index) throws IOException {
        boolean isFaulty = index < scenario.faults().size();
        int end = isFaulty ? Math.min(first + Scenario.BEFORE_A_FAULT, Scenario.EVENTS) : Scenario.EVENTS;
        for (int number = first; number < end; number++) {
            if (!sendEvent(connection, number)) {
                return;
            }
            connection.awaitEnd(MILLIS_BETWEEN_EVENTS);
        }
        if (isFaulty) {
            commit(scenario.faults().get(index), connection, end, index);
        } else {
            awaitLast(connection);
            if (first <= Scenario.EVENTS) {
                sendEvent(connection, Scenario.EVENTS);
            }
            awaitClient(connection, scenario.comment());
        }
    }

    /** Returns whether it was sent: not if there is a newer connection. */
    private boolean sendEvent(Connection connection, int number) throws IOException {
        boolean isCurrent = progress.advance(connection, number);
        if (isCurrent) {
            connection.chunks(scenario.pieces(number));
        }
        return isCurrent;
    }

    private void awaitLast(Connection connection) throws IOException {
        int millis = 0;
        while (!progress.isLastDue()) {
            connection.awaitEnd(MILLIS_BETWEEN_LOOKS);
            millis += MILLIS_BETWEEN_LOOKS;
            if (millis >= MILLIS_BETWEEN_COMMENTS) {
                millis = 0;
                connection.chunk(scenario.comment());
            }
        }
    }

    private void commit(Fault fault, Connection connection, int next, int index) throws IOException {
        switch (fault) {
            case DROP -> connection.close();
            case CUT -> {
                connection.chunk(scenario.cutEvent(next, index));
                connection.awaitEnd(MILLIS_BETWEEN_EVENTS);
                connection.close();
            }
            case RESTART -> restart(connection);
            case BUSY -> {
                progress.refuseNext();
                connection.close();
            }
            case SILENCE -> awaitClient(connection, new byte[0]);
            case LINE -> sendLine(connection);
        }
    }

    private void restart(Connection connection) throws IOException {
        port.close();
        connection.end();
        connection.close();
        reopenLater();
    }

    private void reopenLater() {
        CompletableFuture.delayedExecutor(PORT_CLOSED.toMillis(), TimeUnit.MILLISECONDS, threads)
                .execute(this::reopen);
    }

    private void reopen() {
        try {
            port = listen(address);
            if (closed) {
                port.close();
            }
            accept();
        } catch (IOException e) {
            reopenLater(); // Another process has the port at this moment.
        }
    }

    /** Sends the line, and then a little of it from time to time, until {@link #endLine()} or the client ends it. */
    private void sendLine(Connection connection) throws IOException {
        connection.chunk("data: ".getBytes(UTF_8));
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 'x');
        for (int sent = 0; sent < LINE_BYTES; sent += PIECE) {
            connection.chunk(piece);
            connection.awaitEnd(MILLIS_BETWEEN_PIECES);
        }
        awaitClient(connection, new byte[] {'x'});
    }

    /** Waits until the connection ends, and sends this from time to time. */
    private static void awaitClient(Connection connection, byte[] bytes) throws IOException {
        while (true) {
            connection.awaitEnd(MILLIS_BETWEEN_COMMENTS);
            connection.chunk(bytes);
        }
    }

    /** Closes the port and all connections. */
    @Override
    public void close() throws IOException {
        closed = true;
        port.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdown();
    }
}
