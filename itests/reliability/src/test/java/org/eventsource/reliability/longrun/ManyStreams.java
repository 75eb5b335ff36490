package org.eventsource.reliability.longrun;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.TransportKind;
import org.eventsource.cursor.CursorStore;
import org.eventsource.itests.support.NothingLeft;

/** The process that reads all streams. It prints what arrived, and what it uses. */
public final class ManyStreams {

    private static final Duration RECONNECTION = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final int PAUSE_AFTER = 40;
    private static final int PAUSE_MILLIS = 300;
    private static final int DEMAND = 16;
    private static final int FIGURES_SECONDS = 5;

    private final URI server;
    private final CursorStore cursors;
    private final NumberLog numbers = new NumberLog();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Thread> loops = new ArrayList<>();

    private ManyStreams(URI server, Path directory) {
        this.server = server;
        this.cursors = CursorStore.file(directory);
    }

    /** Ends when each stream has come to its end. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("before " + Resources.now().figures());
        ManyStreams streams = new ManyStreams(URI.create(arguments[0]), Path.of(arguments[1]));
        streams.open();
        streams.printFigures();
        streams.numbers.awaitEnds();
        System.out.println("end " + streams.figures());
        streams.close();
        NothingLeft.awaitNothing();
        System.out.println("left " + Resources.now().figures());
    }

    private void open() {
        for (Kind kind : Kind.values()) {
            for (int number = 0; number < kind.streams(); number++) {
                open(kind, number);
            }
        }
    }

    private void printFigures() {
        clock.scheduleAtFixedRate(
                () -> System.out.println("now " + figures() + " of " + numbers.unended()),
                FIGURES_SECONDS,
                FIGURES_SECONDS,
                TimeUnit.SECONDS);
    }

    private String figures() {
        return numbers.figures() + " " + Resources.now().figures();
    }

    private void open(Kind kind, int number) {
        EventSource.Builder builder = EventSource.builder(server.resolve(kind.path(number)))
                .transport(kind == Kind.REST ? TransportKind.REST : TransportKind.JDK)
                .reconnectionTime(RECONNECTION)
                .reconnectOn(503)
                .idleTimeout(IDLE);
        NumberLog.OneStream log = numbers.stream(kind + "-" + number);
        switch (kind) {
            case LISTENER, REST -> listen(builder, log);
            case GZIP -> listen(builder.compression(true), log);
            case CURSOR -> listen(builder.cursor(cursors, kind.name() + "-" + number), log);
            case QUERY -> listen(builder.lastEventIdQuery(Kind.ID), log);
            case PAUSED -> pause(builder, log);
            case LOOP -> loop(builder, log);
            case SUBSCRIBER -> {
                Subscriber subscriber = new Subscriber(log, DEMAND);
                builder.publisher().subscribe(subscriber);
                open.add(subscriber);
            }
        }
    }

    private void listen(EventSource.Builder builder, NumberLog.OneStream log) {
        open.add(builder.onMessage(message -> log.add(message.data())).open());
    }

    private void pause(EventSource.Builder builder, NumberLog.OneStream log) {
        EventSource source = builder.onMessage(message -> {
                    log.add(message.data());
                    if (log.last() % PAUSE_AFTER == 0) {
                        EventSource paused = message.target().orElseThrow();
                        paused.pause();
                        clock.schedule(paused::resume, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    }
                })
                .open();
        open.add(source);
    }

    private void loop(EventSource.Builder builder, NumberLog.OneStream log) {
        EventStream stream = builder.stream();
        Thread loop = new Thread(() -> stream.forEach(message -> log.add(message.data())), "loop");
        loop.start();
        loops.add(loop);
        open.add(stream);
    }

    private void close() throws Exception {
        clock.shutdownNow();
        for (AutoCloseable stream : open) {
            stream.close();
        }
        for (Thread loop : loops) {
            loop.join();
        }
        ((AutoCloseable) cursors).close();
    }
}
