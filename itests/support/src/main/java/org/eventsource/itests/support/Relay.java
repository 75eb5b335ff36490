package org.eventsource.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections on 127.0.0.1 and copies bytes between them and others. Its threads end when it is closed. */
abstract class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    Relay(ServerSocket listener) {
        this.listener = listener;
    }

    /** May throw an exception: one side has left, or the test is over. */
    interface Task {
        void run() throws IOException;
    }

    final void accept() {
        run(() -> {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                run(() -> {
                    try (client) {
                        serve(client);
                    }
                });
            }
        });
    }

    abstract void serve(Socket client) throws IOException;

    static void run(Task task) {
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

    public final int port() {
        return listener.getLocalPort();
    }

    final Socket connect(String host, int port) throws IOException {
        Socket server = new Socket(host, port);
        sockets.add(server);
        return server;
    }

    /** Copies both ways until one side ends. Then it ends the other. */
    static void join(Socket client, Socket server) throws IOException {
        run(() -> copy(client, server));
        copy(server, client);
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                out.write(bytes, 0, count);
                out.flush();
            }
        }
    }

    static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Override
    public final void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
