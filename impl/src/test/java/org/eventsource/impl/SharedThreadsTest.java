package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.testing.Gate;
import org.eventsource.testing.Patience;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/** Over all transports at once, as threads that have nothing to do stay for a while. */
class SharedThreadsTest {

    @Test
    void are_gone_after_the_last_close() throws Exception {
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

            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                // Which is what ends the selector of a client before Java 21.
                System.gc();
                assertThat(ours()).isEmpty();
            });
        }
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("eventsource-") || name.endsWith("-SelectorManager"))
                .toList();
    }
}
