package org.eventsource.cdi.extension.streams;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.Threads;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads the state of a handle in its own {@code open} listener. */
class OpenListenerTest {

    private final SseServer server = SseServer.start().on("/", OpenListenerTest::open);
    private final SharedResources resources = new SharedResources(Threads.own());
    private final URI url = URI.create(server.url("/"));

    /** Announces an open connection on the thread that attaches a handle, before the handle is returned. */
    private final SharedStream stream = new SharedStream(
            StreamSettings.plain(url),
            new StreamLog(),
            () -> resources.builder(UrlTemplate.of(url)),
            Runnable::run,
            null,
            new Gate(),
            StreamMonitors.NONE,
            null,
            PassivatedHandle.Opened.BY_URL);

    private final StreamRegistry registry = new StreamRegistry(List.of(stream));
    private final BlockingQueue<ReadyState> states = new LinkedBlockingQueue<>();

    private static void open(SseConnection connection) throws Exception {
        connection.stream(":\n\n");
        connection.waitForClientClose();
    }

    @BeforeEach
    void start() {
        registry.begin();
    }

    @AfterEach
    void stop() {
        registry.stop();
        server.close();
    }

    /** Attaches a handle whose listener records the state that it reads. */
    private void attach() {
        registry.handle(stream.key(), () -> stream, new Listeners((event, failure, reports) -> {}))
                .onOpen(this::record);
    }

    private void record(OpenEvent open) {
        states.add(((EventSource) open.target().orElseThrow()).readyState());
    }

    @Test
    void is_open_where_the_handle_opens_the_connection() throws Exception {
        attach();

        assertThat(states.poll(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo(ReadyState.OPEN);
    }

    @Test
    void is_open_where_the_listener_runs_before_the_call_that_attaches_the_handle_returns() throws Exception {
        attach();
        states.poll(Patience.LIMIT.toSeconds(), SECONDS);
        attach();

        assertThat(states.poll()).isEqualTo(ReadyState.OPEN);
    }
}
