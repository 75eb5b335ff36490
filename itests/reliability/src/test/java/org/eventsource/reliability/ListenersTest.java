package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OverEachClient
class ListenersTest {

    private static final int EVENTS = 1000;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Contestant contestant;

    ListenersTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @Test
    void that_throw_keep_no_event_from_the_others() throws Exception {
        AtomicInteger before = new AtomicInteger();
        AtomicInteger after = new AtomicInteger();
        AtomicInteger thrown = new AtomicInteger();
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> {
                connection.stream("data: x\n\n".repeat(EVENTS));
                new Gate().await();
            });
            try (EventSource source = contestant
                    .builder(server.uri("/"))
                    .addEventListener("message", message -> before.incrementAndGet())
                    .addEventListener("message", message -> {
                        thrown.incrementAndGet();
                        throw new Exception("checked");
                    })
                    .addEventListener("message", message -> {
                        thrown.incrementAndGet();
                        throw new IllegalStateException("unchecked");
                    })
                    .addEventListener("message", message -> {
                        thrown.incrementAndGet();
                        throw new NoClassDefFoundError("error");
                    })
                    .addEventListener("message", message -> after.incrementAndGet())
                    .open()) {
                await().atMost(LONG).until(() -> after.get() == EVENTS);
                assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            }
            contestant.print(
                    "listeners that throw",
                    "%d exceptions and errors; each of %d events received by all others; %d connection",
                    thrown.get(),
                    EVENTS,
                    server.pendingRequests().size());
            assertThat(before).hasValue(EVENTS);
            assertThat(server.pendingRequests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, InternalError.class})
    void that_fail_with_the_virtual_machine_end_the_source(Class<? extends VirtualMachineError> type) throws Exception {
        VirtualMachineError failure = type.getConstructor(String.class).newInstance("by the test");
        Recorder recorder = new Recorder();
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> {
                connection.stream("data: x\n\ndata: y\n\n");
                new Gate().await();
            });
            try (EventSource source = contestant
                    .builder(server.uri("/"))
                    .onError(recorder)
                    .onMessage(message -> {
                        throw failure;
                    })
                    .open()) {
                ErrorEvent error = recorder.nextError();
                contestant.print(
                        "listener out of memory", "%s: %s, with its cause", error.readyState(), error.reason());
                assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
                assertThat(error.cause()).containsSame(failure);
                assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            }
            assertThat(server.pendingRequests()).hasSize(1);
        }
        CloseTest.awaitNothingLeft();
    }
}
