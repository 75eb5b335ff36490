package org.eventsource.benchmarks.streams;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** A limit: the stream of the Jakarta REST client that is on the class path, and a bare scan. */
final class RestStream implements Contestant {

    private static final int READ = 16 * 1024;

    private final Client client = ClientBuilder.newClient();

    /** Closing does nothing: what these clients do then is not measured. */
    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        InputStream body = client.target(url).request("text/event-stream").get(InputStream.class);
        Threads.start(() -> read(body, listener));
        return () -> {};
    }

    private static void read(InputStream body, StreamListener listener) {
        BareScan scan = new BareScan(listener);
        byte[] buffer = new byte[READ];
        try {
            for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                scan.feed(buffer, 0, length);
            }
        } catch (IOException e) {
            // The stream is closed.
        }
    }
}
