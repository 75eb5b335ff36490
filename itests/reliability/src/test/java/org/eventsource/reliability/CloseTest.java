package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OverEachClient
class CloseTest {

    private static final int SOURCES = 200;
    private static final int THREADS = 8;

    /** Longer than the minute after which CXF gives up an exchange that nobody waits for. */
    private static final Duration LONG = Duration.ofSeconds(90);

    enum Moment {
        WHILE_CONNECTING,
        WHILE_WAITING_FOR_HEADERS,
        IN_A_SILENT_READ,
        IN_A_LISTENER
    }

    private final Contestant contestant;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Queue<Long> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Long> leaving = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begunAfterwards = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile long closedAt;
    private SseServer server;

    CloseTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        server.close();
    }

    /** Two threads close every source, so that each source is closed twice. */
    @ParameterizedTest
    @EnumSource
    void two_hundred_closed_sources_are_silent_and_leave_nothing(Moment moment) throws Exception {
        Gate end = new Gate();
        server.on("/", connection -> {
            accepted.incrementAndGet();
            if (contestant.closesSilentConnections()) {
                awaitLeaving(moment, connection);
            } else {
                send(moment, connection);
                end.await(LONG);
            }
        });
        Gate goOn = new Gate();
        List<Closing> closings =
                Stream.generate(() -> new Closing(moment, goOn)).limit(SOURCES).toList();
        if (moment == Moment.WHILE_WAITING_FOR_HEADERS) {
            await().atMost(LONG).until(() -> accepted.get() >= SOURCES);
        } else if (moment != Moment.WHILE_CONNECTING) {
            closings.forEach(Closing::awaitEvent);
        }
        closedAt = System.nanoTime();
        goOn.open();
        List<Future<?>> running = closings.stream()
                .flatMap(closing -> Stream.of(closing, closing))
                .<Future<?>>map(closing -> threads.submit(closing::close))
                .toList();
        for (Future<?> each : running) {
            each.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        if (contestant.closesSilentConnections()) {
            await().atMost(LONG).until(() -> leaving.size() == accepted.get());
        }
        end.open();
        awaitNothingLeft();
        contestant.print(
                "close " + moment.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                "%d calls: p50 %.2f ms, p99 %.2f ms; FIN %s; %d events begun afterwards; no thread left",
                calls.size(),
                Contestant.percentile(0.5, List.copyOf(calls)),
                Contestant.percentile(0.99, List.copyOf(calls)),
                leaving.isEmpty()
                        ? contestant.closesSilentConnections() ? "of none that connected" : "not before its next byte"
                        : "of all within %.0f ms".formatted(Contestant.percentile(1, List.copyOf(leaving))),
                begunAfterwards.get());
        assertThat(begunAfterwards).hasValue(0);
    }

    /** A client that leaves may also break the connection. */
    private void awaitLeaving(Moment moment, SseConnection connection) throws Exception {
        try {
            send(moment, connection);
            connection.waitForClientClose(LONG);
        } catch (IOException e) {
            // It has left.
        }
        leaving.add(System.nanoTime() - closedAt);
    }

    private static void send(Moment moment, SseConnection connection) throws IOException {
        switch (moment) {
            case WHILE_CONNECTING -> connection.stream();
            case WHILE_WAITING_FOR_HEADERS -> {}
            case IN_A_SILENT_READ -> connection.stream("data: x\n\n");
            case IN_A_LISTENER -> connection.stream("data: x\n\n".repeat(5));
        }
    }

    static void awaitNothingLeft() {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("eventsource-")));
    }

    /** A source, and what is seen of its end: it is closed before a second event can begin. */
    private final class Closing {

        private final Gate heard = new Gate();
        private final AtomicInteger events = new AtomicInteger();
        private final EventSource source;
        private volatile boolean closed;

        Closing(Moment moment, Gate goOn) {
            source = contestant
                    .builder(server.uri("/"))
                    .onMessage(message -> {
                        if (events.getAndIncrement() > 0) {
                            begunAfterwards.incrementAndGet();
                        }
                        heard.open();
                        if (moment == Moment.IN_A_LISTENER) {
                            goOn.await();
                            call(message.target().orElseThrow());
                        }
                    })
                    .onError(error -> countIfClosed())
                    .open();
        }

        /** On a busy machine an attempt may fail before this source is closed. */
        private void countIfClosed() {
            if (closed) {
                begunAfterwards.incrementAndGet();
            }
        }

        void awaitEvent() {
            try {
                heard.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void close() {
            call(source);
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }

        private void call(EventSource closing) {
            long begun = System.nanoTime();
            closing.close();
            closed = true;
            calls.add(System.nanoTime() - begun);
        }
    }
}
