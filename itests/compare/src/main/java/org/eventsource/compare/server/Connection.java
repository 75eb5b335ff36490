package org.eventsource.compare.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;

/** A connection of a client. It has one request and one response. */
final class Connection implements Closeable {

    private static final String LAST_EVENT_ID = "last-event-id:";
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int MILLIS_BETWEEN_PIECES = 2;

    private final Socket socket;
    private final BufferedReader input;
    private final OutputStream output;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        input = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        output = socket.getOutputStream();
    }

    /** Reads the request. Returns the value of {@code Last-Event-ID}, decoded as UTF-8; empty if there is none. */
    String readRequest() throws IOException {
        String id = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LAST_EVENT_ID)) {
                id = new String(line.substring(LAST_EVENT_ID.length()).strip().getBytes(ISO_8859_1), UTF_8);
            }
        }
        return id;
    }

    private String line() throws IOException {
        String line = input.readLine();
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    /** Begins a response that is an event stream. */
    void begin() throws IOException {
        send("""
                HTTP/1.1 200 OK\r
                Content-Type: text/event-stream\r
                Cache-Control: no-store\r
                Transfer-Encoding: chunked\r
                Connection: close\r
                \r
                """.getBytes(ISO_8859_1));
    }

    /** Sends a whole response with the status 503. */
    void refuse(long retryAfterSeconds) throws IOException {
        send("""
                HTTP/1.1 503 Service Unavailable\r
                Retry-After: %d\r
                Content-Length: 0\r
                Connection: close\r
                \r
                """.formatted(retryAfterSeconds).getBytes(ISO_8859_1));
    }

    /** Sends bytes of the stream in one chunk. */
    void chunk(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1);
            byte[] chunk = new byte[head.length + bytes.length + LINE_END.length];
            System.arraycopy(head, 0, chunk, 0, head.length);
            System.arraycopy(bytes, 0, chunk, head.length, bytes.length);
            System.arraycopy(LINE_END, 0, chunk, head.length + bytes.length, LINE_END.length);
            send(chunk);
        }
    }

    /** Sends each piece in a chunk of its own, with a pause after each. */
    void chunks(List<byte[]> pieces) throws IOException {
        for (byte[] piece : pieces) {
            chunk(piece);
            awaitEnd(MILLIS_BETWEEN_PIECES);
        }
    }

    /** Ends the response properly. */
    void end() throws IOException {
        send("0\r\n\r\n".getBytes(ISO_8859_1));
    }

    private void send(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    /**
     * Waits until the client ends the connection, or for a time.
     *
     * @throws EOFException if the client ended it
     */
    void awaitEnd(int millis) throws IOException {
        socket.setSoTimeout(Math.max(1, millis));
        try {
            if (input.read() < 0) {
                throw new EOFException();
            }
        } catch (SocketTimeoutException e) {
            // The client is still there.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
