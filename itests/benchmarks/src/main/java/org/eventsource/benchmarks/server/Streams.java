package org.eventsource.benchmarks.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The streams that have a thread of their own. */
final class Streams {

    /** With its name and the blank line, 88 bytes. */
    private static final int DATA_LENGTH = 80;

    private static final int EVENTS_IN_A_WRITE = 512;

    private static final int TIMES_AS_FAST = 20;

    private Streams() {}

    /** As many events as the connection takes, for that time or until the client leaves. */
    static void flood(EventWriter writer, int millis) throws IOException {
        writer.head("");
        byte[] events = EventWriter.chunk(event("{\"price\":\""))
                .repeat(EVENTS_IN_A_WRITE)
                .getBytes(US_ASCII);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            writer.write(events);
        }
        writer.end(event(""));
    }

    /** So many a second, each with the time at which it was sent. First, for a time, they come twenty times as fast. */
    static void paced(EventWriter writer, int perSecond, int fasterMillis) throws IOException {
        writer.head("");
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long slower = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fasterMillis);
        for (long due = System.nanoTime(); true; due += due < slower ? interval / TIMES_AS_FAST : interval) {
            waitUntil(due);
            writer.send(event(System.nanoTime() + " "));
        }
    }

    static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One event and the end: when the request came, when the stream ended, and the last event id that came along. */
    static void cut(EventWriter writer, Request request) throws IOException {
        writer.head("Connection: close\r\n");
        int number = request.lastEventId().isEmpty() ? 0 : Integer.parseInt(request.lastEventId());
        writer.end("retry: %d\nid: %d\ndata: %d %d %d\n\n"
                .formatted(request.number("retryMillis"), number + 1, request.arrivedAt(), System.nanoTime(), number));
    }

    private static String event(String start) {
        return "data: " + start + "x".repeat(DATA_LENGTH - start.length()) + "\n\n";
    }
}
