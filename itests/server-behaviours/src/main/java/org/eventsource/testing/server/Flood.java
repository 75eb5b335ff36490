package org.eventsource.testing.server;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;

/** Streams that are sent as fast as they are read. Their messages are numbered. */
final class Flood {

    /** 100 MiB: more than all buffers between this server and a browser. */
    static final int MESSAGES = 20_000;

    private static final String PADDING = " ".repeat(5_000);

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    void on(SseServer server) {
        server.on("/flood", this::send)
                .on("/flood/sent", connection -> connection.stream("data: " + sent.get() + "\n\n"))
                .on("/flood/open", connection -> connection.stream("data: " + open.get() + "\n\n"));
    }

    private void send(SseConnection connection) throws IOException {
        open.incrementAndGet();
        sent.set(0);
        try {
            connection.stream();
            for (int number = 1; number <= MESSAGES; number++) {
                connection.events("event: tick\ndata: " + number + PADDING + ".\n\n");
                sent.set(number);
            }
            connection.waitForClientClose();
        } finally {
            open.decrementAndGet();
        }
    }
}
