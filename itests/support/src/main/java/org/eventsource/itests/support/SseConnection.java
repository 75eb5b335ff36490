package org.eventsource.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * One connection of a client, as the server's script sees it. What is written is sent immediately and as it is: nothing
 * is buffered, chunked or completed, so that a script can also be wrong.
 */
public final class SseConnection {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final SseRequest request;

    SseConnection(Socket socket, SseRequest request) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.request = request;
    }

    public SseRequest request() {
        return request;
    }

    /** Opens a stream, the usual way. */
    public void stream() throws IOException {
        respond(200, "Content-Type: text/event-stream");
    }

    /** Opens a stream and sends these events. */
    public void stream(String events) throws IOException {
        stream();
        events(events);
    }

    /**
     * Sends the status line and the headers. The body lasts until the connection is closed.
     *
     * @param headers such as {@code "Retry-After: 1"}
     */
    public void respond(int status, String... headers) throws IOException {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        bytes(head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1));
    }

    /** Sends a piece of the stream, in UTF-8; it need not end where an event ends. */
    public void events(String text) throws IOException {
        bytes(text.getBytes(UTF_8));
    }

    /** Sends these bytes. */
    public void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Ends the response as a server does that is done: by FIN. */
    public void close() throws IOException {
        socket.close();
    }

    /** Tears the connection: by RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the client has left, by FIN or by RST. */
    public void waitForClientClose() throws IOException {
        waitForClientClose(Patience.LIMIT);
    }

    /** Waits until the client has left, by FIN or by RST, for as long as given. */
    public void waitForClientClose(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        try {
            int octet = in.read();
            if (octet >= 0) {
                throw new AssertionError("the client sent more instead of leaving: octet " + octet);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the client did not close the connection within " + timeout, e);
        } catch (SocketException e) {
            if (socket.isClosed()) {
                throw e; // it was we who closed, at the end of the test
            }
        }
    }
}
