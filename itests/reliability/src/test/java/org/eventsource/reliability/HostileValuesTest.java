package org.eventsource.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventSource;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

@OverEachClient
class HostileValuesTest {

    private static final List<String> IDS = List.of(
            "7\u0000",
            "\u0000",
            "7\u2028X-Evil: 1",
            "7\u0085X-Evil: 1",
            "7\u010aX-Evil: 1",
            "7\u010d\u010aX-Evil: 1",
            "7\u560d\u560aX-Evil: 1",
            "7\tX-Evil: 1",
            "7\u000bX-Evil: 1",
            "7\u001b[2J",
            "7\u007f",
            "\uD83D\uDE00",
            "7 ",
            " ",
            "%0d%0aX-Evil: 1",
            "\\r\\nX-Evil: 1",
            "a,b;c=\"d\"",
            "x".repeat(8000));

    private static final List<String> RETRIES = List.of(
            "0", "00", "1", "-1", "+1", "1e3", "1.5", " 1", "1 ", "0x1", "१", "", "one", "12345678901234567890x");

    private static final List<String> HUGE =
            List.of("99999999999999999999", "9223372036854775807", "9223372036854775808", "2147483648");

    private final Contestant contestant;

    HostileValuesTest(Contestant contestant) {
        this.contestant = contestant;
    }

    /** An id arrives as it is or not at all. It adds nothing else to a request. */
    @Test
    void ids_inject_nothing_and_break_no_request() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        List<SseRequest> requests = new ArrayList<>();
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> {
                int number = connections.getAndIncrement();
                connection.stream();
                if (number < IDS.size()) {
                    connection.bytes(("id: " + IDS.get(number) + "\ndata: x\n\n").getBytes(UTF_8));
                } else {
                    connection.waitForClientClose();
                }
            });
            try (EventSource source = contestant.builder(server.uri("/")).open()) {
                for (int i = 0; i <= IDS.size(); i++) {
                    requests.add(server.nextRequest());
                }
                assertThat(source.url()).isEqualTo(server.uri("/"));
            }
        }
        int exact = 0;
        String last = "";
        for (int i = 1; i < requests.size(); i++) {
            SseRequest request = requests.get(i);
            String id = IDS.get(i - 1);
            // With a NUL in it, the field is ignored: HTML 9.2.6.
            last = id.contains("\u0000") ? last : id;
            assertThat(request.header("X-Evil")).isEmpty();
            String wanted = last.strip();
            assertThat(request.lastEventId().orElse(wanted)).isEqualTo(wanted);
            exact += request.lastEventId().isPresent() ? 1 : 0;
        }
        contestant.print(
                "hostile ids",
                "%d ids, %d requests carried one, all exact; 0 injected, 0 garbled, 0 attempts failed",
                IDS.size(),
                exact);
    }

    @Test
    void whatever_retry_says_there_is_at_most_one_connection_in_100_ms() throws Exception {
        Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
        AtomicInteger connections = new AtomicInteger();
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> {
                arrivals.add(System.nanoTime());
                int number = connections.getAndIncrement();
                connection.stream("retry: " + RETRIES.get(number % RETRIES.size()) + "\ndata: x\n\n");
                if (number >= RETRIES.size()) {
                    connection.waitForClientClose();
                }
            });
            try (EventSource source = contestant.builder(server.uri("/")).open()) {
                for (int i = 0; i <= RETRIES.size(); i++) {
                    server.nextRequest();
                }
                assertThat(source.url()).isEqualTo(server.uri("/"));
            }
        }
        List<Long> times = List.copyOf(arrivals);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(times.get(i) - times.get(i - 1));
        }
        contestant.print(
                "hostile retry",
                "%d values, as many reconnections; gaps %.0f to %.0f ms",
                RETRIES.size(),
                Contestant.percentile(0.01, gaps),
                Contestant.percentile(1, gaps));
        assertThat(gaps).allMatch(gap -> gap >= TimeUnit.MILLISECONDS.toNanos(100));
    }

    /**
     * The error event has the time of the next attempt, which is spread. The source can still be closed immediately.
     */
    @Test
    void a_retry_beyond_all_bounds_saturates_and_wedges_nothing() throws Exception {
        for (String retry : HUGE) {
            try (SseServer server = SseServer.start()) {
                server.on("/", connection -> connection.stream("retry: " + retry + "\ndata: x\n\n"));
                Recorder recorder = new Recorder();
                try (EventSource source = contestant
                        .builder(server.uri("/"))
                        .maxReconnectionTime(Patience.LIMIT)
                        .onError(recorder)
                        .open()) {
                    assertThat(recorder.nextError().reconnectIn().orElseThrow())
                            .isBetween(
                                    Duration.ofHours(24), Duration.ofHours(24).plusSeconds(30));
                    assertThat(source.url()).isEqualTo(server.uri("/"));
                }
            }
        }
        CloseTest.awaitNothingLeft();
        contestant.print(
                "hostile retry, huge",
                "%d values up to 20 digits: next attempt in 24 h and up to 30 s, closed immediately",
                HUGE.size());
    }
}
