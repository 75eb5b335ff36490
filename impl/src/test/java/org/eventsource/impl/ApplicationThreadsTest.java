package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/** No code of an application runs on a thread that waits for all connections: if it blocks, all streams would wait. */
class ApplicationThreadsTest {

    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    private void calls(String code) {
        called.add(code);
        String thread = Thread.currentThread().getName();
        if (thread.endsWith("-SelectorManager") || thread.startsWith("eventsource-http")) {
            wrong.add(code + " on " + thread);
        }
    }

    private <T> Supplier<T> supplier(String code, T value) {
        return () -> {
            calls(code);
            return value;
        };
    }

    private void hears(Event event) {
        calls(event.type());
    }

    @Test
    void code_of_the_application_runs_on_no_thread_of_the_client() throws Exception {
        try (SseServer server = SseServer.start()
                .on(
                        "/",
                        connection -> connection.stream("id: 1\ndata: x\n\n"),
                        connection -> connection.respond(503, "Content-Length: 0"),
                        connection -> {
                            connection.stream("id: 2\ndata: x\n\nevent: last\ndata: x\n\n");
                            connection.waitForClientClose();
                        })) {
            EventSource source = EventSource.builder(server.uri("/"))
                    .transport(TransportKind.JDK)
                    .reconnectionTime(Duration.ofMillis(1))
                    .header("X-Token", supplier("header", "t"))
                    .query("token", supplier("query", "t"))
                    .closeOn(message -> {
                        calls("closeOn");
                        return message.type().equals("last");
                    })
                    .onOpen(this::hears)
                    .onMessage(this::hears)
                    .onError(this::hears)
                    .open();

            await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
        }

        Stream<String> all = Stream.of("header", "query", "closeOn", "open", "message", "error");
        assertThat(called).containsExactlyInAnyOrderElementsOf(all.toList());
        assertThat(wrong).isEmpty();
    }
}
