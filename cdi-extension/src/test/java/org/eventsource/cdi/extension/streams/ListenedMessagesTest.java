package org.eventsource.cdi.extension.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eventsource.ReadyState;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.Threads;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.Patience;
import org.eventsource.spi.StreamHealth;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.StreamScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A handle with a cursor whose message comes when the handle, or the application, has begun to end. */
class ListenedMessagesTest {

    private final Map<String, String> saved = new ConcurrentHashMap<>();
    private final CursorStore store = new CursorStore() {
        @Override
        public Optional<String> load(String name) {
            return Optional.ofNullable(saved.get(name));
        }

        @Override
        public void save(String name, String lastEventId) {
            saved.put(name, lastEventId);
        }
    };

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SharedResources resources = new SharedResources(Threads.own());
    private final SseServer server = SseServer.start();
    private final StreamScript script = server.stream("/");
    private final URI url = server.uri("/");
    private final SharedStream stream = new SharedStream(
            StreamSettings.plain(url),
            new StreamLog(),
            () -> resources.builder(UrlTemplate.of(url)).cursor(store, "orders"),
            threads,
            null,
            new Gate(),
            StreamMonitors.NONE,
            null,
            PassivatedHandle.Opened.WITH_CHANGES);
    private final StreamRegistry registry = new StreamRegistry(List.of(stream));
    private final List<String> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        registry.stop();
        threads.shutdown();
        server.close();
    }

    private StreamHandle open() {
        Listeners listeners = new Listeners((event, failure, reports) -> {});
        listeners.add("message", message -> received.add(message.data()));
        StreamHandle handle = registry.handle(stream.key(), () -> stream, listeners);
        stream.attach(handle);
        script.open();
        await().atMost(Patience.LIMIT).until(() -> handle.readyState() == ReadyState.OPEN);
        return handle;
    }

    private void awaitThatAMessageWaits() {
        await().atMost(Patience.LIMIT)
                .until(() -> ((StreamHealth) stream.state()).waitsFor().isPresent());
        assertThat(received).isEmpty();
        assertThat(saved).isEmpty();
    }

    @Test
    void moves_the_cursor_after_the_listeners() {
        open();
        script.send("id: 1\ndata: a\n\n");

        await().atMost(Patience.LIMIT).until(() -> saved.containsKey("orders"));
        assertThat(received).containsExactly("a");
    }

    @Test
    void saves_nothing_after_the_beginning_of_the_stop() {
        open();
        stream.closeGate();
        script.send("id: 1\ndata: a\n\n");

        awaitThatAMessageWaits();
    }

    @Test
    void saves_nothing_after_the_beginning_of_a_close() throws Exception {
        StreamHandle handle = open();
        Future<?> closing;
        synchronized (stream) {
            closing = threads.submit(handle::close);
            await().atMost(Patience.LIMIT).until(() -> handle.readyState() == ReadyState.CLOSED);
            script.send("id: 1\ndata: a\n\n");

            awaitThatAMessageWaits();
        }
        closing.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(saved).isEmpty();
    }

    /** The id of the message that failed is the last one of the connection, but not of the cursor. */
    @Test
    void resumes_after_the_cursor_when_it_is_reopened() {
        Listeners listeners = new Listeners((event, failure, reports) -> {});
        listeners.add("message", message -> {
            received.add(message.data());
            throw new IllegalStateException("not handled");
        });
        StreamHandle handle = registry.handle(stream.key(), () -> stream, listeners);
        stream.attach(handle);
        script.open().send("retry: 1\nid: 1\ndata: a\n\n").end().fail(404);
        server.nextRequest();
        server.nextRequest();
        await().atMost(Patience.LIMIT).until(stream::isEnded);
        script.open();
        stream.reopen();

        assertThat(server.nextRequest().header("Last-Event-ID")).isEmpty();
        assertThat(saved).isEmpty();
    }
}
