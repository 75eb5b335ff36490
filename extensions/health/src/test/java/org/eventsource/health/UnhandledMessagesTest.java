package org.eventsource.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cursor.CursorStore;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer of the check while the messages of a stream with a cursor are not handled. */
class UnhandledMessagesTest extends HealthFixture {

    /** Fails until the test lets it work. */
    private static volatile boolean works;

    private static volatile CompletableFuture<Void> handled;

    private static void failUnlessItWorks() {
        if (!works) {
            throw new IllegalStateException("secret");
        }
    }

    @ApplicationScoped
    @Stream("prices")
    static class Memory implements CursorStore {

        private volatile String id;

        @Override
        public Optional<String> load(String stream) {
            return Optional.ofNullable(id);
        }

        @Override
        public void save(String stream, String lastEventId) {
            id = lastEventId;
        }
    }

    @ApplicationScoped
    @Stream("prices")
    static class StoreThatIsAway implements CursorStore {

        @Override
        public Optional<String> load(String stream) {
            return Optional.empty();
        }

        @Override
        public void save(String stream, String lastEventId) {
            failUnlessItWorks();
        }
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class FailingObserver {
        void on(@Observes @Stream("prices") MessageEvent message) {
            failUnlessItWorks();
        }
    }

    @ApplicationScoped
    static class SlowObserver {
        void on(@ObservesAsync @Stream("prices") MessageEvent message) {
            handled.join();
        }
    }

    private final Gate end = new Gate();

    @BeforeEach
    void delayNothing() {
        works = false;
        handled = new CompletableFuture<>();
        properties.put("eventsource.prices.handling-delay", "10ms");
        properties.put("eventsource.prices.handling-attempts", "0");
        properties.put("eventsource.prices.health", "ready");
        properties.put("eventsource.prices.health-grace", "0s");
    }

    @AfterEach
    void endTheObserver() {
        handled.complete(null);
    }

    private void start(Class<?> store, Class<?> observer) {
        SseHandler first = connection -> {
            connection.stream("id: 1\ndata: 1\n\n");
            end.await();
        };
        start(List.of(store, observer), first, open(""));
    }

    private void awaitWaitsFor(Object what) {
        await().atMost(Patience.LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Optional.ofNullable(data().get("prices.waitsFor"))
                        .orElse("nothing")
                        .equals(what));
    }

    @Test
    void an_open_stream_whose_message_is_tried_again_is_up_and_shows_that_it_waits() {
        start(Memory.class, FailingObserver.class);
        awaitWaitsFor("the next attempt to handle a message");
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        assertThat(data()).containsEntry("prices.state", "OPEN").doesNotContainKey("prices.missingSince");
        works = true;
        awaitWaitsFor("nothing");
    }

    @Test
    void an_open_stream_whose_store_is_away_shows_that_it_waits_for_the_store() {
        start(StoreThatIsAway.class, Observer.class);
        awaitWaitsFor("the store of the cursor");
        assertThat(data()).containsEntry("prices.state", "OPEN");
        works = true;
        awaitWaitsFor("nothing");
    }

    @Test
    void a_stream_that_is_lost_while_messages_are_not_handled_is_down_until_it_is_open() {
        start(Memory.class, SlowObserver.class);
        await().atMost(Patience.LIMIT).until(() -> sources().streams().get(0).unfinished() == 1);
        end.open();
        awaitWaitsFor("messages that are not handled yet");
        await().atMost(Patience.LIMIT).until(() -> !data().containsKey("prices.nextAttempt"));
        assertThat(answer().getStatus()).isEqualTo(Status.DOWN);
        assertThat(data())
                .containsEntry("prices.state", "CONNECTING")
                .containsKeys("prices.missingSince", "prices.reason");
        handled.complete(null);
        await().atMost(Patience.LIMIT).until(() -> answer().getStatus() == Status.UP);
    }

    @Test
    void a_stream_that_is_paused_while_messages_are_not_handled_is_up() {
        start(Memory.class, SlowObserver.class);
        await().atMost(Patience.LIMIT).until(() -> sources().streams().get(0).unfinished() == 1);
        end.open();
        awaitWaitsFor("messages that are not handled yet");
        sources().pause("prices");
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
    }
}
