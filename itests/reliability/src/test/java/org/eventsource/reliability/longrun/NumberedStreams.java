package org.eventsource.reliability.longrun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;

/**
 * A server whose streams all send the same numbers, at the same time, and resume after the number that a client sends.
 * From time to time there is a {@link Fault}.
 */
final class NumberedStreams implements AutoCloseable {

    /** The data of the event after the last number. */
    static final String END = "end";

    private static final int NUMBERS_A_SECOND = 20;
    private static final int FAULT_MILLIS = 1_000;
    private static final int SILENCE_MILLIS = 3_000;
    private static final Pattern ID_IN_QUERY = Pattern.compile("[?&]" + Kind.ID + "=(\\d+)");
    private static final byte[] HEARTBEAT = ":\n".getBytes(UTF_8);
    private static final byte[] GARBAGE =
            ": noise\nunknown: x\nretry: soon\nid\u0000: 1\n:\n\ndata: hal".getBytes(UTF_8);

    private final SseServer server = SseServer.start();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger requests = new AtomicInteger();

    /** The last number that may be sent. */
    private int released;

    private boolean isEnded;
    private boolean isClosed;

    /** How many faults there were, and until when the last one lasts. */
    private int faults;

    private long faultEnd = System.nanoTime();

    NumberedStreams() {
        for (Kind kind : Kind.values()) {
            for (int number = 0; number < kind.streams(); number++) {
                server.on(kind.path(number), connection -> serve(connection, kind == Kind.GZIP));
            }
        }
    }

    /** Numbers are sent, and faults happen, until {@link #end}. */
    void run(long faultSeconds) {
        clock.scheduleAtFixedRate(this::release, 0, 1_000 / NUMBERS_A_SECOND, TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(this::fail, faultSeconds, faultSeconds, TimeUnit.SECONDS);
    }

    URI url() {
        return server.uri("/");
    }

    int requests() {
        return requests.get();
    }

    synchronized int released() {
        return released;
    }

    synchronized int faults() {
        return faults;
    }

    private synchronized void release() {
        released += isEnded ? 0 : 1;
        notifyAll();
    }

    private synchronized void fail() {
        if (!isEnded) {
            faults++;
            faultEnd = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAULT_MILLIS);
            notifyAll();
        }
    }

    /** From now on there are no new numbers and no faults. Each stream ends with an event. */
    synchronized void end() {
        isEnded = true;
        notifyAll();
    }

    private void serve(SseConnection connection, boolean gzip) throws IOException, InterruptedException {
        requests.incrementAndGet();
        int time = faults();
        if (refuses(time)) {
            if (Fault.of(time) == Fault.LATER) {
                connection.respond(503, "Retry-After: 1");
            } else {
                connection.respond(503);
            }
            return;
        }
        Output output = gzip ? new Compressed(connection) : connection::bytes;
        connection.respond(200, "Content-Type: text/event-stream", gzip ? "Content-Encoding: gzip" : "X-Plain: yes");
        int sent = resumed(connection);
        for (int next = after(sent, time); next > 0; next = after(sent, time)) {
            output.send(events(sent, next));
            sent = next;
        }
        if (faults() == time) {
            output.send("data: %s\n\n".formatted(END).getBytes(UTF_8));
            sendHeartbeats(output);
        } else {
            breakOff(connection, output, sent);
        }
    }

    private synchronized boolean refuses(int time) {
        return time > 0
                && (Fault.of(time) == Fault.REFUSAL || Fault.of(time) == Fault.LATER)
                && System.nanoTime() < faultEnd;
    }

    private static int resumed(SseConnection connection) {
        String id = connection.request().lastEventId().orElse("");
        if (id.isEmpty()) {
            Matcher query = ID_IN_QUERY.matcher(connection.request().target());
            id = query.find() ? query.group(1) : "";
        }
        return id.isEmpty() ? 0 : Integer.parseInt(id);
    }

    /** Waits for numbers. Returns the last one; 0: there was a fault, or there will be none. */
    private synchronized int after(int sent, int time) throws InterruptedException {
        while (released <= sent && !isEnded && faults == time) {
            wait();
        }
        return faults == time && released > sent ? released : 0;
    }

    private static byte[] events(int sent, int last) {
        StringBuilder events = new StringBuilder();
        for (int number = sent + 1; number <= last; number++) {
            events.append("id: ")
                    .append(number)
                    .append("\ndata: ")
                    .append(number)
                    .append("\n\n");
        }
        return events.toString().getBytes(UTF_8);
    }

    /** Until the client closes the connection. Some clients notice that only when something comes. */
    private void sendHeartbeats(Output output) throws IOException, InterruptedException {
        while (awaitTick()) {
            output.send(HEARTBEAT);
        }
    }

    private synchronized boolean awaitTick() throws InterruptedException {
        wait();
        return !isClosed;
    }

    /** Longer than clients wait. Only a server can end a silent connection of some clients. */
    private synchronized void awaitSilence() throws InterruptedException {
        long end = faultEnd + TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLIS);
        while (System.nanoTime() < end && !isEnded) {
            wait();
        }
    }

    private void breakOff(SseConnection connection, Output output, int sent) throws IOException, InterruptedException {
        switch (Fault.of(faults())) {
            case RESET -> connection.reset();
            case CUT ->
                output.send("id: %d\ndata: %d\n".formatted(sent + 1, sent + 1).getBytes(UTF_8));
            case SILENCE -> awaitSilence();
            case GARBAGE -> {
                for (byte octet : GARBAGE) {
                    output.send(new byte[] {octet});
                }
            }
            case REFUSAL, LATER -> connection.close();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        endHeartbeats();
        server.close();
    }

    private synchronized void endHeartbeats() {
        isEnded = true;
        isClosed = true;
        notifyAll();
    }

    /** The body of a response. */
    @FunctionalInterface
    private interface Output {

        void send(byte[] bytes) throws IOException;
    }

    /** Each piece is flushed. */
    private static final class Compressed implements Output {

        private final SseConnection connection;
        private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        private final GZIPOutputStream gzip = new GZIPOutputStream(compressed, true);

        Compressed(SseConnection connection) throws IOException {
            this.connection = connection;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            gzip.write(bytes);
            gzip.flush();
            connection.bytes(compressed.toByteArray());
            compressed.reset();
        }
    }
}
