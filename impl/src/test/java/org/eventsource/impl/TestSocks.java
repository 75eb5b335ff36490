package org.eventsource.impl;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A SOCKS 5 proxy on 127.0.0.1 that reports that every server refused the connection. */
final class TestSocks implements AutoCloseable {

    private static final byte[] NO_AUTHENTICATION = {5, 0};
    private static final byte[] REFUSED = {5, 5, 0, 1, 0, 0, 0, 0, 0, 0};
    private static final int BEFORE_ADDRESS = 4;
    private static final int ADDRESS_AND_PORT = 6;

    private final ServerSocket listener;

    private TestSocks() throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept);
        thread.setDaemon(true);
        thread.start();
    }

    static TestSocks start() throws IOException {
        return new TestSocks();
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                try (Socket client = listener.accept()) {
                    refuse(client);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void refuse(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        in.read();
        in.readNBytes(in.read());
        client.getOutputStream().write(NO_AUTHENTICATION);
        in.readNBytes(BEFORE_ADDRESS + ADDRESS_AND_PORT);
        client.getOutputStream().write(REFUSED);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
