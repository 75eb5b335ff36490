package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eventsource.EventSource;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source whose application sets neither client nor transport. */
class AutoSourceTest {

    private static final String ID = "a\u00e9\u4e2d\ud83d\ude00";

    private SseServer server;

    @BeforeEach
    void start() throws Exception {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Jersey would send the id on platform threads, too, but nothing could end its read. */
    @Test
    void sends_an_id_only_where_it_can_still_leave_a_silent_stream() throws Exception {
        Gate left = new Gate();
        server.on("/", connection -> {
            connection.stream();
            connection.waitForClientClose();
            left.open();
        });
        Gate open = new Gate();
        boolean utf8 = "UTF-8".equalsIgnoreCase(System.getProperty("file.encoding"));
        boolean exact = utf8 && Threads.own().blocking().interruptible();
        try (EventSource source = EventSource.builder(server.uri("/"))
                .lastEventId(ID)
                .onOpen(event -> open.open())
                .open()) {
            open.await();
            assertThat(server.nextRequest().lastEventId()).isEqualTo(exact ? Optional.of(ID) : Optional.empty());
            source.close();

            left.await();
        }
    }
}
