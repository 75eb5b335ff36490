package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.StreamState;
import org.eventsource.itests.support.Patience;
import org.eventsource.spi.StreamMonitor;
import org.eventsource.testing.ScriptedStreams;
import org.eventsource.testing.ScriptedStreamsExtension;
import org.eventsource.testing.StreamScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state of a stream over time, and the calls of a monitor. The test moves the clock. */
class StreamStateTest {

    private static final String KEY = "http://user:secret@127.0.0.1:1/prices?token=secret";
    private static final String SHOWN = "http://127.0.0.1:1/prices";

    @ApplicationScoped
    static class Observers {

        @Inject
        EventSources sources;

        /** Makes the scripts a bean of the application. */
        @Inject
        ScriptedStreams streams;

        final List<StreamState> seen = new CopyOnWriteArrayList<>();
        final CountDownLatch end = new CountDownLatch(1);

        void message(@Observes @Stream(KEY) MessageEvent message) {}

        void lost(@Observes @Stream(KEY) ErrorEvent error) {
            seen.addAll(sources.streams());
        }

        void later(@ObservesAsync @Stream(KEY) MessageEvent message) throws InterruptedException {
            end.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        public List<StreamState> seen() {
            return seen;
        }

        public void end() {
            end.countDown();
        }
    }

    @ApplicationScoped
    static class Monitor implements StreamMonitor {

        private final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public void attempting(String key, int attempt) {
            calls.add(key + " attempting " + attempt);
        }

        @Override
        public void opened(String key, OpenEvent event, Duration took) {
            calls.add(key + " opened after " + took);
        }

        @Override
        public void failed(String key, ErrorEvent error) {
            calls.add(key + " failed " + error.kind());
        }

        @Override
        public void closed(String key, ErrorEvent error) {
            calls.add(key + " closed " + error.reconnectIn());
        }

        public List<String> calls() {
            return calls;
        }
    }

    private SeContainer container;
    private ScriptedStreams streams;
    private StreamScript script;

    @BeforeEach
    void start() {
        System.setProperty("eventsource.startup-grace", "0s");
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class, ScriptedStreamsExtension.class)
                .addBeanClasses(Observers.class, Monitor.class)
                .initialize();
        streams = container.select(ScriptedStreams.class).get();
        script = streams.of(KEY);
        streams.advance(Duration.ZERO);
    }

    @AfterEach
    void stop() {
        System.clearProperty("eventsource.startup-grace");
        if (container != null) {
            observers().end();
            container.close();
        }
    }

    private Observers observers() {
        return container.select(Observers.class).get();
    }

    private EventSources sources() {
        return container.select(EventSources.class).get();
    }

    private StreamState state() {
        return sources().streams().get(0);
    }

    private List<String> calls() {
        return container.select(Monitor.class).get().calls();
    }

    @Test
    void before_the_first_answer_there_is_one_attempt_and_no_event() {
        StreamState state = state();
        assertThat(state.key()).isEqualTo(SHOWN);
        assertThat(state.url()).hasToString(SHOWN);
        assertThat(state.readyState()).isEqualTo(ReadyState.CONNECTING);
        assertThat(state.attempt()).isEqualTo(1);
        assertThat(state.openSince()).isEmpty();
        assertThat(state.lastEvent()).isEmpty();
        assertThat(state.lastError()).isEmpty();
        assertThat(state.nextAttempt()).isEmpty();
        assertThat(state.connections()).isZero();
    }

    @Test
    void the_time_since_which_it_is_open_stays_until_the_loss() {
        script.open();
        Instant opened = streams.now();
        streams.advance(Duration.ofMinutes(2));
        assertThat(state().openSince()).contains(opened);
        assertThat(state().attempt()).isZero();
        script.cut();
        assertThat(state().openSince()).isEmpty();
        assertThat(calls()).contains(SHOWN + " opened after PT0S", SHOWN + " failed LOST");
    }

    @Test
    void the_next_attempt_is_known_until_it_begins_and_an_observer_of_the_error_sees_it() {
        script.refuse();
        Instant next = streams.now().plusSeconds(3);
        assertThat(state().nextAttempt()).contains(next);
        assertThat(state().failures()).isEqualTo(1);
        assertThat(state().lastError().orElseThrow().target()).isEmpty();
        assertThat(observers().seen()).hasSize(1).allSatisfy(seen -> {
            assertThat(seen.nextAttempt()).contains(next);
            assertThat(seen.failures()).isEqualTo(1);
            assertThat(seen.attempt()).isEqualTo(1);
        });
        streams.advance(Duration.ofSeconds(3));
        assertThat(state().nextAttempt()).isEmpty();
        assertThat(state().attempt()).isEqualTo(2);
    }

    @Test
    void a_stream_that_an_answer_closed_has_a_next_attempt() {
        script.fail(404);
        assertThat(state().readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(state().nextAttempt()).contains(streams.now().plusSeconds(30));
        assertThat(calls()).endsWith(SHOWN + " closed Optional[PT30S]");
        sources().reopen(KEY);
        streams.advance(Duration.ZERO);
        assertThat(state().nextAttempt()).isEmpty();
    }

    @Test
    void a_stream_that_is_closed_for_good_has_no_next_attempt() {
        script.refuse();
        streams.advance(Duration.ofSeconds(3));
        script.fail(204);
        assertThat(state().readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(state().nextAttempt()).isEmpty();
        assertThat(state().lastError().orElseThrow().status()).hasValue(204);
        assertThat(calls()).endsWith(SHOWN + " closed Optional.empty");
    }

    @Test
    void an_attempt_that_waits_for_the_end_of_a_pause_has_no_time() {
        script.open();
        sources().pause(KEY);
        assertThat(state().paused()).isTrue();
        script.cut();
        assertThat(state().nextAttempt()).isPresent();
        streams.advance(Duration.ofSeconds(10));
        assertThat(state().nextAttempt()).isEmpty();
        assertThat(state().paused()).isTrue();
        sources().resume(KEY);
        streams.advance(Duration.ZERO);
        assertThat(state().paused()).isFalse();
        assertThat(state().attempt()).isEqualTo(1);
    }

    @Test
    void calls_of_asynchronous_observers_are_unfinished_until_they_return() {
        script.open().message("1").message("2");
        assertThat(state().unfinished()).isEqualTo(2);
        assertThat(state().events()).isEqualTo(2);
        assertThat(state().lastEvent()).contains(streams.now());
        observers().end();
        await().atMost(Patience.LIMIT).until(() -> state().unfinished() == 0);
    }
}
