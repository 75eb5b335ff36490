package org.eventsource.reliability;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OverEachClient
class OutagesTest {

    private static final Duration OUTAGE = Duration.ofSeconds(3);
    private static final Duration CAP = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Contestant contestant;
    private final Recorder recorder = new Recorder();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    OutagesTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private EventSource.Builder builder(URI url) {
        return contestant.builder(url).maxReconnectionTime(CAP).addEventListener(Event.class, recorder);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    /** A port that was free a moment ago. */
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private SseServer after(Duration outage, int port) throws Exception {
        return clock.schedule(
                        () -> SseServer.startAt(port).on("/", connection -> {
                            connection.stream("data: back\n\n");
                            new Gate().await();
                        }),
                        outage.toMillis(),
                        TimeUnit.MILLISECONDS)
                .get();
    }

    @Test
    void a_server_that_refuses_for_three_seconds_at_first_is_found_when_it_is_there() throws Exception {
        int port = freePort();
        try (EventSource source =
                        builder(URI.create("http://127.0.0.1:" + port + "/")).open();
                SseServer server = after(OUTAGE, port)) {
            returned("refused at first connect", server, source);
        }
    }

    @Test
    void a_server_that_refuses_for_three_seconds_in_mid_stream_is_found_again() throws Exception {
        SseServer first = SseServer.start();
        first.on("/", connection -> {
            connection.stream("id: 1\ndata: x\n\n");
            new Gate().await();
        });
        URI url = first.uri("/");
        try (EventSource source = builder(url).open()) {
            recorder.nextOpen();
            recorder.nextMessage();
            first.close();
            try (SseServer server = after(OUTAGE, url.getPort())) {
                returned("refused in mid-stream", server, source);
                assertThat(server.pendingRequests()).isEmpty();
            }
        }
    }

    private void returned(String what, SseServer server, EventSource source) throws Exception {
        long up = System.nanoTime();
        server.nextRequest();
        long back = System.nanoTime() - up;
        await().atMost(LONG).until(() -> source.readyState() == ReadyState.OPEN);
        long attempts =
                recorder.rest().stream().filter(ErrorEvent.class::isInstance).count();
        contestant.print(
                "outage, " + what,
                "back %.0f ms after the server, cap of the delay %d ms; %d attempts failed meanwhile",
                millis(back),
                CAP.toMillis(),
                attempts);
        assertThat(attempts).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429})
    void retry_after_is_waited_for(int status) throws Exception {
        for (boolean date : new boolean[] {false, true}) {
            AtomicLong answered = new AtomicLong();
            AtomicLong due = new AtomicLong();
            AtomicLong cameBack = new AtomicLong();
            try (SseServer server = SseServer.start()) {
                server.on(
                        "/",
                        connection -> {
                            Instant then = Instant.now().plusSeconds(3).truncatedTo(SECONDS);
                            answered.set(System.nanoTime());
                            due.set(date ? then.toEpochMilli() - System.currentTimeMillis() : 2000);
                            connection.respond(
                                    status,
                                    "Retry-After: "
                                            + (date
                                                    ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                            then.atZone(ZoneOffset.UTC))
                                                    : "2"));
                        },
                        connection -> {
                            cameBack.set(System.nanoTime());
                            connection.stream();
                            new Gate().await();
                        });
                try (EventSource source =
                        builder(server.uri("/")).reconnectOn(503, 429).open()) {
                    assertThat(recorder.nextError().status()).hasValue(status);
                    recorder.nextOpen();
                    assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
                }
            }
            double waited = millis(cameBack.get() - answered.get());
            contestant.print(
                    "outage, " + status + " with Retry-After as " + (date ? "date" : "seconds"),
                    "due after %d ms, came after %.0f ms",
                    due.get(),
                    waited);
            assertThat(waited).isGreaterThanOrEqualTo(due.get() - 5.0);
        }
    }

    /** By a backlog that is full: the system then answers no SYN. */
    @Test
    void a_black_holed_connect_ends_in_the_attempt_s_time_out() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                Socket filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(hole.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException e) {
                    break;
                }
            }
            timesOut("black-holed connect", URI.create("http://127.0.0.1:" + hole.getLocalPort() + "/"));
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void a_server_that_accepts_and_never_answers_ends_in_the_attempt_s_time_out() throws Exception {
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> new Gate().await());
            timesOut("accepted and never answered", server.uri("/"));
        }
    }

    private void timesOut(String what, URI url) throws Exception {
        long begun = System.nanoTime();
        try (EventSource source =
                builder(url).connectTimeout(Duration.ofMillis(500)).open()) {
            ErrorEvent first = recorder.nextError();
            long after = System.nanoTime() - begun;
            ErrorEvent second = recorder.nextError();
            contestant.print(
                    "outage, " + what,
                    "time-out 500 ms: %s after %.0f ms, next attempt in %d ms, the one after in %d ms",
                    first.reason(),
                    millis(after),
                    first.reconnectIn().orElseThrow().toMillis(),
                    second.reconnectIn().orElseThrow().toMillis());
            assertThat(first.reason()).isEqualTo("no response within 0.5 s");
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
    }

    /** A peer that is gone without a FIN looks like one that sends nothing. */
    @Test
    void a_half_open_connection_is_noticed_by_the_idle_time_out() throws Exception {
        AtomicLong silentSince = new AtomicLong();
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                silentSince.set(System.nanoTime());
                new Gate().await();
            });
            try (EventSource source =
                    builder(server.uri("/")).idleTimeout(Duration.ofSeconds(1)).open()) {
                assertThat(recorder.next()).isInstanceOf(OpenEvent.class);
                recorder.nextMessage();
                ErrorEvent error = recorder.nextError();
                contestant.print(
                        "outage, half-open connection",
                        "idle time-out 1000 ms: %s, noticed after %.0f ms",
                        error.reason(),
                        millis(System.nanoTime() - silentSince.get()));
                recorder.nextOpen();
                assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
                assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            }
        }
    }
}
