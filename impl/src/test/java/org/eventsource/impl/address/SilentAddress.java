package org.eventsource.impl.address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An address that does not answer to new connections, because its queue of connections is full. */
final class SilentAddress implements AutoCloseable {

    private static final int PROOF_MILLIS = 200;

    private final ServerSocket full;
    private final List<Socket> queue = new ArrayList<>();

    private SilentAddress(ServerSocket full) {
        this.full = full;
    }

    static SilentAddress at(String address, int port) throws IOException {
        SilentAddress silent = new SilentAddress(new ServerSocket(port, 1, InetAddress.getByName(address)));
        silent.fill();
        return silent;
    }

    private void fill() throws IOException {
        try {
            while (true) {
                Socket next = new Socket();
                queue.add(next);
                next.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), PROOF_MILLIS);
            }
        } catch (SocketTimeoutException e) {
            // The queue is full.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        full.close();
    }
}
