package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OverEachClient
class HeaderSuppliersTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Contestant contestant;
    private final Recorder recorder = new Recorder();
    private SseServer server;

    HeaderSuppliersTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start();
        server.on("/", connection -> {
            connection.stream();
            new Gate().await();
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private EventSource.Builder builder(Supplier<String> header) {
        return contestant
                .builder(server.uri("/"))
                .addEventListener(Event.class, recorder)
                .header("X-A", header);
    }

    /** Gives rubbish once, then a value. */
    private void fails(String what, Supplier<String> rubbish) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (EventSource source = builder(() -> asked.getAndIncrement() == 0 ? rubbish.get() : "good")
                .open()) {
            ErrorEvent error = recorder.nextError();
            recorder.nextOpen();

            contestant.print("header supplier that " + what, "%s: %s; then OPEN", error.readyState(), error.reason());
            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(server.nextRequest().header("X-A")).contains("good");
            assertThat(server.pendingRequests()).isEmpty();
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }

    @Test
    void one_that_throws_is_a_failed_attempt() throws Exception {
        fails("throws an exception", () -> {
            throw new IllegalStateException("no token");
        });
        fails("throws an error", () -> {
            throw new NoClassDefFoundError("org/example/Tokens");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "\u0000", "é", "\uD83D\uDE00"})
    void one_that_gives_what_no_request_may_carry_is_a_failed_attempt(String value) throws Exception {
        fails("returns rubbish", () -> value);
    }

    @Test
    void one_that_hangs_is_asked_by_one_attempt_at_a_time() throws Exception {
        Gate answer = new Gate();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        try (EventSource source = contestant
                .builder(server.uri("/"))
                .maxReconnectionTime(Duration.ofMillis(300))
                .connectTimeout(Duration.ofMillis(200))
                .onError(error -> failed.incrementAndGet())
                .header("X-A", () -> {
                    asked.incrementAndGet();
                    most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
                    try {
                        answer.await();
                        return "late";
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        hanging.decrementAndGet();
                    }
                })
                .open()) {
            await().atMost(LONG).until(() -> failed.get() >= 6);
            int calls = asked.get();
            answer.open();
            await().atMost(LONG).until(() -> source.readyState() == ReadyState.OPEN);
            contestant.print(
                    "header supplier that hangs",
                    "%d attempts failed, %d call hung at most; OPEN once it returned",
                    failed.get(),
                    most.get());
            assertThat(calls).isEqualTo(1);
            assertThat(most).hasValue(1);
        }
    }
}
