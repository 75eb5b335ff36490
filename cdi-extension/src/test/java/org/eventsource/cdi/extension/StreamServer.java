package org.eventsource.cdi.extension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPOutputStream;
import org.eventsource.itests.support.Patience;

/** Accepts connections one at a time. The test gives the answers. */
final class StreamServer implements AutoCloseable {

    private final ServerSocket socket;
    private final BlockingQueue<Exchange> requests = new LinkedBlockingQueue<>();

    StreamServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "stream-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                requests.add(new Exchange(socket.accept()));
            } catch (IOException e) {
                // The test closed the server, or the client closed the connection before it sent a request.
            }
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    /** Waits for the next request and returns it. It fails if there is none in time. */
    Exchange request() throws InterruptedException {
        Exchange exchange = requests.poll(Patience.LIMIT.toSeconds(), SECONDS);
        assertThat(exchange).as("the next request").isNotNull();
        return exchange;
    }

    boolean isIdle() {
        return requests.isEmpty();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Contains a request and writes the answer to it. */
    static final class Exchange {

        private final Socket socket;
        private final BufferedReader in;
        final String method;
        final String path;
        final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private Exchange(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            String[] words = line().split(" ");
            this.method = words[0];
            this.path = words[1];
            for (String line = line(); !line.isEmpty(); line = line()) {
                headers.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            }
        }

        private String line() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new EOFException("the client closed the connection before the end of its request");
            }
            return line;
        }

        Exchange open() {
            return write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        }

        /** Opens a stream that is compressed, and sends events in one piece. */
        Exchange openCompressed(String events) throws IOException {
            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(coded, true)) {
                gzip.write(events.getBytes(UTF_8));
                gzip.flush();
                write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n");
                return write(coded.toByteArray());
            }
        }

        Exchange message(String type, String data) {
            return write("event: " + type + "\ndata: " + data + "\n\n");
        }

        /** Sends events in one piece. */
        Exchange multiple(String events) {
            return write(events);
        }

        Exchange message(String data) {
            return write("data: " + data + "\n\n");
        }

        Exchange identified(String id, String data) {
            return write("id: " + id + "\ndata: " + data + "\n\n");
        }

        /** Answers with a page, as a load balancer does while its servers are away. */
        void page() {
            write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            end();
        }

        /** Answers with a body, which the end of the connection ends. */
        void answer(int status, String body, String... headerLines) {
            String lines = String.join(
                    "", Arrays.stream(headerLines).map("\r\n"::concat).toList());
            write("HTTP/1.1 " + status + " No" + lines + "\r\nConnection: close\r\n\r\n" + body);
            end();
        }

        void redirect(String location) {
            write("HTTP/1.1 302 No\r\nLocation: " + location + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            end();
        }

        void refuse(int status) {
            write("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            end();
        }

        void end() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits for the client to close the connection. */
        void awaitClosed() throws IOException {
            socket.setSoTimeout(Math.toIntExact(Patience.LIMIT.toMillis()));
            try {
                assertThat(in.read()).isEqualTo(-1);
            } catch (java.net.SocketException e) {
                // A reset also ends the connection.
            }
        }

        /** Waits for the client to close the connection and repeats an action meanwhile. */
        void awaitClosed(Runnable meanwhile) throws IOException {
            socket.setSoTimeout(50);
            long end = System.nanoTime() + SECONDS.toNanos(60);
            while (System.nanoTime() - end < 0) {
                meanwhile.run();
                try {
                    assertThat(in.read()).isEqualTo(-1);
                    return;
                } catch (java.net.SocketTimeoutException e) {
                    // The client has not closed the connection yet.
                } catch (java.net.SocketException e) {
                    return;
                }
            }
            throw new AssertionError("the client did not close the connection");
        }

        private Exchange write(String text) {
            return write(text.getBytes(UTF_8));
        }

        private Exchange write(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
