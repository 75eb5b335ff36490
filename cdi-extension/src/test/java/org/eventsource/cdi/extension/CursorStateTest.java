package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.StreamState;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.StreamMonitor;
import org.eventsource.testing.ScriptedStreams;
import org.eventsource.testing.ScriptedStreamsExtension;
import org.eventsource.testing.StreamScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state of a stream with a cursor, and the calls of its monitor. The test moves the clock. */
class CursorStateTest {

    private static volatile boolean works;

    @ApplicationScoped
    @Stream("orders")
    static class Memory implements CursorStore {

        private volatile String id = "7";

        @Override
        public Optional<String> load(String stream) {
            return Optional.of(id);
        }

        @Override
        public void save(String stream, String lastEventId) {
            id = lastEventId;
        }
    }

    @ApplicationScoped
    static class Observer {

        /** Makes the scripts a bean of the application. */
        @Inject
        ScriptedStreams streams;

        void on(@Observes @Stream("orders") MessageEvent message) {
            if (!works) {
                throw new IllegalStateException("not now");
            }
        }
    }

    @ApplicationScoped
    static class Monitor implements StreamMonitor {

        private final List<String> moves = new CopyOnWriteArrayList<>();

        @Override
        public void cursorMoved(String key, String lastEventId) {
            moves.add(key + " " + lastEventId);
        }

        public List<String> moves() {
            return moves;
        }
    }

    private final LogFixture log = new LogFixture();
    private SeContainer container;
    private ScriptedStreams streams;
    private StreamScript script;

    @BeforeEach
    void start() {
        works = true;
        System.setProperty("eventsource.orders.url", "http://127.0.0.1:1/orders");
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class, ScriptedStreamsExtension.class)
                .addBeanClasses(Observer.class, Monitor.class, Memory.class)
                .initialize();
        streams = container.select(ScriptedStreams.class).get();
        script = streams.of("orders");
        streams.advance(Duration.ZERO);
    }

    @AfterEach
    void stop() {
        System.clearProperty("eventsource.orders.url");
        container.close();
        log.close();
    }

    private StreamState state() {
        return container.select(EventSources.class).get().streams().get(0);
    }

    private List<String> moves() {
        return container.select(Monitor.class).get().moves();
    }

    private void receive() {
        script.open().send("id: 8\ndata: a\n\n");
    }

    @Test
    void the_cursor_is_known_when_it_was_loaded() {
        script.open();
        assertThat(state().cursor()).contains("7");
        assertThat(moves()).isEmpty();
    }

    @Test
    void the_cursor_moves_when_a_message_is_handled() {
        receive();
        assertThat(state().cursor()).contains("8");
        assertThat(moves()).containsExactly("orders 8");
    }

    @Test
    void a_message_that_is_not_handled_counts_as_received() {
        works = false;
        receive();
        assertThat(state().events()).isEqualTo(1);
        assertThat(state().lastEvent()).contains(streams.now());
        assertThat(state().cursor()).contains("7");
        assertThat(moves()).isEmpty();
    }

    @Test
    void a_message_that_is_tried_again_counts_once() {
        works = false;
        receive();
        works = true;
        streams.advance(Duration.ofSeconds(1));
        assertThat(state().events()).isEqualTo(1);
        assertThat(state().cursor()).contains("8");
    }
}
