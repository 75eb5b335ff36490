package org.eventsource.benchmarks.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;

/** A limit: a blocking socket for each stream, on a virtual thread where there are some, and a bare scan. */
final class RawSocket implements Contestant {

    private static final int READ = 16 * 1024;

    @Override
    public AutoCloseable open(URI url, StreamListener listener) throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        String target = url.getRawPath() + "?" + url.getRawQuery();
        String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        Threads.start(() -> read(socket, listener));
        return socket;
    }

    private static void read(Socket socket, StreamListener listener) {
        Chunks chunks = new Chunks(new BareScan(listener));
        byte[] buffer = new byte[READ];
        try {
            InputStream input = socket.getInputStream();
            skipHead(input);
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                chunks.feed(buffer, 0, length);
            }
        } catch (IOException e) {
            // The stream is closed.
        }
    }

    private static void skipHead(InputStream input) throws IOException {
        int lineEnds = 0;
        while (lineEnds < 2) {
            int value = input.read();
            lineEnds = value == '\n' ? lineEnds + 1 : value == '\r' ? lineEnds : 0;
        }
    }
}
