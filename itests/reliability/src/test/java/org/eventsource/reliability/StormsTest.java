package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventSource;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

@OverEachClient
class StormsTest {

    private static final int SOURCES = 500;
    private static final Duration RECONNECTION_TIME = Duration.ofSeconds(3);
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Contestant contestant;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    StormsTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @Test
    void five_hundred_sources_cut_at_once_come_back_spread() throws Exception {
        AtomicInteger connected = new AtomicInteger();
        Queue<Long> due = new ConcurrentLinkedQueue<>();
        Map<String, Long> arrivals = new ConcurrentHashMap<>();
        AtomicInteger connections = new AtomicInteger();
        List<EventSource> sources = new ArrayList<>();
        SseServer first = SseServer.start();
        URI url = first.uri("/");
        first.on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose(LONG);
        });
        try {
            for (int i = 0; i < SOURCES; i++) {
                sources.add(contestant
                        .builder(url)
                        .header("X-Number", String.valueOf(i))
                        .reconnectionTime(RECONNECTION_TIME)
                        .onMessage(message -> connected.incrementAndGet())
                        .onError(error -> due.add(System.nanoTime()
                                + error.reconnectIn().orElseThrow().toNanos()))
                        .open());
            }
            await().atMost(LONG).until(() -> connected.get() >= SOURCES);
            Future<SseServer> back = clock.schedule(
                    () -> SseServer.startAt(url.getPort()).on("/", connection -> {
                        connections.incrementAndGet();
                        arrivals.putIfAbsent(
                                connection.request().header("X-Number").orElseThrow(), System.nanoTime());
                        connection.stream();
                        connection.waitForClientClose(LONG);
                    }),
                    AWAY.toMillis(),
                    TimeUnit.MILLISECONDS);
            first.close();
            try (SseServer server = back.get()) {
                await().atMost(LONG).until(() -> arrivals.size() == SOURCES);
                sources.forEach(EventSource::close);
                assertThat(server.pendingRequests()).hasSizeGreaterThanOrEqualTo(SOURCES);
            }
        } finally {
            sources.forEach(EventSource::close);
            clock.shutdownNow();
        }
        List<Long> times = arrivals.values().stream().sorted().toList();
        long spread = TimeUnit.NANOSECONDS.toMillis(times.get(SOURCES - 1) - times.get(0));
        double most = most(times);
        double mostDue = most(due.stream().limit(SOURCES).sorted().toList());
        contestant.print(
                "storm",
                "%d of %d back by %d connections, over %d ms; at most %.1f %% in 100 ms, %.1f %% due",
                times.size(),
                SOURCES,
                connections.get(),
                spread,
                most,
                mostDue);
        assertThat(spread).isGreaterThan(RECONNECTION_TIME.toMillis() * 4 / 10);
        // When they come is the machine's doing, too: clients and server want up to 3 s of processor time meanwhile.
        assertThat(mostDue).isLessThan(15);
    }

    /** The percentage of them that lies within 100 ms, wherever those begin. */
    private static double most(List<Long> times) {
        long within = Duration.ofMillis(100).toNanos();
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.size(); to++) {
            while (times.get(to) - times.get(from) >= within) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return 100.0 * most / SOURCES;
    }

    @Test
    void a_server_that_ends_each_connection_at_once_sees_growing_gaps() throws Exception {
        Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> {
                arrivals.add(System.nanoTime());
                connection.stream();
            });
            try (EventSource source = contestant.builder(server.uri("/")).open()) {
                await().atMost(LONG).until(() -> arrivals.size() >= 7);
                assertThat(source.url()).isEqualTo(server.uri("/"));
            }
        }
        List<Long> times = List.copyOf(arrivals);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < 7; i++) {
            gaps.add(TimeUnit.NANOSECONDS.toMillis(times.get(i) - times.get(i - 1)));
        }
        contestant.print("storm, ended immediately", "gaps %s ms", gaps);
        for (int i = 0; i < gaps.size(); i++) {
            assertThat(gaps.get(i)).isGreaterThanOrEqualTo(100L << i);
        }
    }
}
