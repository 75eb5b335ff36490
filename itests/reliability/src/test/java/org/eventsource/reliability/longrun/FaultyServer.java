package org.eventsource.reliability.longrun;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;

/**
 * Sends numbers on each of its streams, ten a second, and resumes after the id that a client sends. From time to time
 * it has a fault.
 */
final class FaultyServer implements AutoCloseable {

    private static final long TICK_MILLIS = 100;

    /** Jersey's client cannot leave a silent connection on Java 17. So the server ends it at last. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(8);

    /** For how many ticks the server answers 503. */
    private static final int REFUSAL = 20;

    private final SseServer server = SseServer.start();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final long ticksBetweenFaults;

    /** Also the number that each stream has reached. */
    private int tick;

    private int faults;
    private int refusedUntil;
    private boolean ended;

    FaultyServer(int streams, Duration betweenFaults) {
        ticksBetweenFaults = betweenFaults.toMillis() / TICK_MILLIS;
        for (int stream = 0; stream < streams; stream++) {
            server.on("/" + stream, this::serve);
        }
        var unused = clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    URI uri() {
        return server.uri("/");
    }

    private synchronized void tick() {
        if (ended) {
            return;
        }
        tick++;
        if (tick % ticksBetweenFaults == 0) {
            if (fault() == Fault.REFUSE) {
                refusedUntil = tick + REFUSAL;
            }
            faults++;
        }
        notifyAll();
    }

    /** The fault that comes next. */
    private Fault fault() {
        return Fault.values()[faults % Fault.values().length];
    }

    /** There are no new numbers and no faults from now on. Returns the last number. */
    synchronized int end() {
        ended = true;
        notifyAll();
        return tick;
    }

    /** Returns the number that each stream has reached. */
    synchronized int number() {
        return tick;
    }

    synchronized int faults() {
        return faults;
    }

    private synchronized boolean refuses() {
        return tick < refusedUntil && !ended;
    }

    /** Waits for a number after this one. Returns the last number; the number itself if there was a fault instead. */
    private synchronized int awaitNext(int number, int faultsBefore) throws InterruptedException {
        while (tick <= number && faults == faultsBefore) {
            wait();
        }
        return faults == faultsBefore ? tick : number;
    }

    private synchronized Fault lastFault() {
        return Fault.values()[(faults - 1) % Fault.values().length];
    }

    private void serve(SseConnection connection) throws IOException {
        if (refuses()) {
            connection.respond(503, "Content-Length: 0");
            return;
        }
        int faultsBefore = faults();
        int sent = connection.request().lastEventId().map(Integer::parseInt).orElse(0);
        connection.stream("retry: 100\n\n");
        try {
            for (int last = awaitNext(sent, faultsBefore); last > sent; last = awaitNext(sent, faultsBefore)) {
                while (sent < last) {
                    sent++;
                    connection.events(event(sent));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        breakOff(connection, sent);
    }

    private void breakOff(SseConnection connection, int sent) throws IOException {
        switch (lastFault()) {
            case END -> {}
            case RESET, REFUSE -> connection.reset();
            case TORN -> connection.events("id: " + (sent + 1) + "\ndata: torn");
            case SILENCE -> connection.waitForClientClose(LONGEST_SILENCE);
        }
    }

    private static String event(int number) {
        return "id: " + number + "\ndata: " + number + "\n\n";
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.close();
    }
}
