package org.eventsource.benchmarks.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** One connection: a response whose every event is a chunk of its own. */
final class EventWriter {

    private static final String LAST_CHUNK = "0\r\n\r\n";

    private final Socket connection;
    private final OutputStream output;

    EventWriter(Socket connection) throws IOException {
        this.connection = connection;
        this.output = connection.getOutputStream();
    }

    /** With further headers, each ended by CR LF. */
    void head(String headers) throws IOException {
        write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n" + headers
                + "\r\n");
    }

    static String chunk(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    void send(String event) throws IOException {
        write(chunk(event));
    }

    /** The last event of all. */
    void end(String event) throws IOException {
        write(chunk(event) + LAST_CHUNK);
        connection.close();
    }

    private void write(String text) throws IOException {
        write(text.getBytes(US_ASCII));
    }

    void write(byte[] bytes) throws IOException {
        output.write(bytes);
    }
}
