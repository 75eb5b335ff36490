package org.eventsource.testing;

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
 * One connection of a client, for a {@link SseHandler}. What is written is sent immediately and as it is: nothing is
 * buffered, chunked or completed, so that a handler can also be wrong. The methods throw {@link IOException} if the
 * client has closed the connection.
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

    /** Returns the request, which has been read. */
    public SseRequest request() {
        return request;
    }

    /** Sends the status 200 and the content type of an event stream. */
    public void stream() throws IOException {
        respond(200, "Content-Type: text/event-stream");
    }

    /**
     * Opens a stream and sends a piece of it.
     *
     * @param events such as {@code "id: 1\ndata: first\n\n"}
     */
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

    /** Sends a piece of the stream, in UTF-8. It need not end where an event ends. */
    public void events(String text) throws IOException {
        bytes(text.getBytes(UTF_8));
    }

    /** Sends bytes. */
    public void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Closes the connection, as a server does that is done: by FIN. */
    public void close() throws IOException {
        socket.close();
    }

    /** Breaks the connection: by RST. The client may lose what it has not read yet. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /**
     * Waits until the client has closed the connection, by FIN or by RST, for 10 s at most.
     *
     * @throws AssertionError if the client has not closed it in time, or sends more
     */
    public void waitForClientClose() throws IOException {
        waitForClientClose(Patience.LIMIT);
    }

    /**
     * Waits until the client has closed the connection, by FIN or by RST.
     *
     * @param timeout the longest time to wait
     * @throws AssertionError if the client has not closed it in time, or sends more
     */
    public void waitForClientClose(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        try {
            int octet = in.read();
            if (octet >= 0) {
                throw new AssertionError("the client sent more instead of closing: octet " + octet);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the client did not close the connection within " + timeout, e);
        } catch (SocketException e) {
            if (socket.isClosed()) {
                throw e; // this server closed it, at the end of the test
            }
        }
    }
}
