package org.eventsource.benchmarks.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections and sends what their path names. Prints its port, and ends when its input does. */
public final class LoadServer {

    private static final int BACKLOG = 20_000;

    /**
     * More than there are streams with a thread of their own. Some systems do not allow a thread for each connection.
     */
    private static final int THREADS = 1_000;

    private final Ticker ticker = new Ticker();
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, LoadServer::daemon);

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "server");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs until the end of the input. */
    public static void main(String... arguments) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            LoadServer server = new LoadServer();
            server.executor.execute(server.ticker);
            server.executor.execute(() -> server.accept(socket));
            System.out.println(socket.getLocalPort());
            while (System.in.read() >= 0) {
                // The process that started this one is still there.
            }
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                executor.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // The socket is closed: the end.
        }
    }

    private void serve(Socket connection) {
        try {
            connection.setTcpNoDelay(true);
            Request request =
                    Request.read(new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1)));
            EventWriter writer = new EventWriter(connection);
            switch (request.path()) {
                case "/flood" -> Streams.flood(writer, request.number("millis"));
                case "/paced" -> Streams.paced(writer, request.number("perSecond"), request.number("fasterMillis"));
                case "/cut" -> Streams.cut(writer, request);
                case "/ticks" -> ticker.add(writer, request.number("everyMillis"), request.number("events"));
                case "/silent" -> writer.head("");
                default -> connection.close();
            }
        } catch (IOException e) {
            // The client has enough.
        }
    }
}
