package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One test for all transports, because idle threads stay for a while. */
class OwnThreadsTest {

    @Test
    void are_gone_after_the_last_close() throws Exception {
        Set<Thread> others = selectors();
        Gate end = new Gate();
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                end.await();
            });
            List<EventSource> sources = new ArrayList<>();
            for (TransportKind kind : TransportKind.values()) {
                Recorder recorder = new Recorder();
                sources.add(EventSource.builder(server.uri("/"))
                        .transport(kind)
                        .addEventListener(Event.class, recorder)
                        .open());
                recorder.nextOpen();
                recorder.nextMessage();
            }
            sources.forEach(EventSource::close);
            end.open();

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                // Before Java 21 a collection ends the selector of a client.
                System.gc();
                assertThat(ours()).isEmpty();
                assertThat(others).containsAll(selectors());
            });
        }
    }

    /** Otherwise a thread would retain the values of its creator and show them to other sources. */
    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void have_nothing_of_the_thread_that_made_them(TransportKind kind) throws Exception {
        InheritableThreadLocal<String> mine = new InheritableThreadLocal<>();
        Queue<Optional<String>> seen = new ConcurrentLinkedQueue<>();
        Recorder recorder = new Recorder();
        mine.set("mine");
        try (SseServer server = SseServer.start().on("/", connection -> connection.stream("data: x\n\n"));
                EventSource source = EventSource.builder(server.uri("/"))
                        .transport(kind)
                        .reconnectionTime(Duration.ofMillis(100))
                        .header("X-A", () -> {
                            seen.add(Optional.ofNullable(mine.get()));
                            return "a";
                        })
                        .addEventListener(Event.class, event -> seen.add(Optional.ofNullable(mine.get())))
                        .addEventListener(Event.class, recorder)
                        .open()) {
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextError();
            recorder.nextOpen();
            assertThat(source.url()).isEqualTo(server.uri("/"));
        } finally {
            mine.remove();
        }
        assertThat(seen).isNotEmpty().allMatch(Optional::isEmpty);
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .collect(Collectors.toSet());
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("eventsource-"))
                .toList();
    }
}
