package org.eventsource.cdi.extension.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.ReadyState;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.Threads;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends a connection whose client is still being created. */
class StreamConnectionTest {

    private final BlockingQueue<Boolean> actions = new LinkedBlockingQueue<>();
    private final SseServer server = SseServer.start().on("/", connection -> connection.stream());
    private final SharedResources resources = new SharedResources(Threads.own());
    private final Gate gate = new Gate();
    private final StreamConnection connection = new StreamConnection(
            new StreamHistory("prices", StreamMonitors.NONE, gate),
            (event, source) -> {},
            (failure, source) -> {},
            gate,
            Runnable::run);

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @Test
    void it_never_connects_after_the_caller_was_told_that_it_has_ended() {
        assertThat(connection.endInTurn(() -> actions.add(true))).isFalse();

        connection.open(resources.builder(UrlTemplate.of(URI.create(server.url("/")))));

        assertThat(connection.isEnded()).isTrue();
        assertThat(connection.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(actions).isEmpty();
    }
}
