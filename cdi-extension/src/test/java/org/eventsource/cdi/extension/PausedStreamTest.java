package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eventsource.EventSource;
import org.eventsource.EventSourceException;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.cursor.CursorStore;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

/** Streams that the application pauses, and streams whose messages it takes. */
class PausedStreamTest extends ApplicationFixture {

    private static final Duration LONG = Patience.LIMIT;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message);
        }
    }

    private EventSources start(Class<?>... classes) {
        application = Application.of(classes)
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
        return application.get(EventSources.class);
    }

    private EventSource handle(EventSources sources, String name) {
        return sources.builder("prices")
                .onOpen(open -> received.add(name + " open"))
                .onMessage(message -> received.add(name + " " + message.data()))
                .open();
    }

    private String next() throws InterruptedException {
        return received.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void a_paused_stream_is_held_for_its_observers() throws Exception {
        EventSources sources = start(Observer.class, Recorder.class);
        Recorder recorder = application.get(Recorder.class);
        Exchange exchange = server.request().open().message("a");
        assertThat(recorder.next()).isInstanceOf(MessageEvent.class);
        sources.pause("prices");
        exchange.message("b");
        assertThat(recorder.records()).isEmpty();
        sources.resume("prices");

        assertThat(((MessageEvent) recorder.next()).data()).isEqualTo("b");
    }

    @Test
    void one_paused_handle_of_two_changes_nothing() throws Exception {
        EventSources sources = start();
        EventSource first = handle(sources, "first");
        Exchange exchange = server.request().open();
        assertThat(next()).isEqualTo("first open");
        EventSource second = handle(sources, "second");
        assertThat(next()).isEqualTo("second open");
        first.pause();
        exchange.message("a");
        assertThat(next()).isEqualTo("first a");
        assertThat(next()).isEqualTo("second a");
        second.pause();
        exchange.message("b");
        assertThat(received).isEmpty();
        first.resume();

        assertThat(next()).isEqualTo("first b");
        assertThat(next()).isEqualTo("second b");
    }

    @Test
    void a_handle_that_leaves_does_not_keep_the_others_waiting() throws Exception {
        EventSources sources = start();
        EventSource first = handle(sources, "first");
        Exchange exchange = server.request().open();
        assertThat(next()).isEqualTo("first open");
        EventSource second = handle(sources, "second");
        assertThat(next()).isEqualTo("second open");
        first.pause();
        second.pause();
        EventSource third = handle(sources, "third");
        assertThat(next()).isEqualTo("third open");
        second.close();
        first.close();
        exchange.message("a");

        assertThat(next()).isEqualTo("third a");
        third.close();
    }

    @Test
    void paused_handles_do_not_stop_observers() throws Exception {
        EventSources sources = start(Observer.class, Recorder.class);
        Recorder recorder = application.get(Recorder.class);
        Exchange exchange = server.request().open();
        EventSource handle = handle(sources, "handle");
        assertThat(next()).isEqualTo("handle open");
        handle.pause();
        exchange.message("a");

        assertThat(((MessageEvent) recorder.next()).data()).isEqualTo("a");
        assertThat(next()).isEqualTo("handle a");
    }

    @Test
    void a_key_that_nobody_uses_cannot_be_paused() {
        EventSources sources = start();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.pause("prices"))
                .withMessage("key: no stream \"prices\" to pause: nobody observes it, and no source of it is in use");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.resume("prices"))
                .withMessage("key: no stream \"prices\" to resume: nobody observes it, and no source of it is in use");
    }

    @Test
    void messages_of_a_key_can_be_taken() throws Exception {
        EventSources sources = start();
        try (EventStream stream = sources.builder("prices").stream()) {
            server.request().open().message("a");

            assertThat(stream.next(LONG)).map(MessageEvent::data).contains("a");
        }
    }

    @Test
    void the_stop_of_the_application_is_a_failure_for_who_takes_messages() throws Exception {
        EventSources sources = start();
        BlockingQueue<Object> opened = new LinkedBlockingQueue<>();
        try (EventStream stream = sources.builder("prices").onOpen(opened::add).stream()) {
            server.request().open();
            assertThat(opened.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(OpenEvent.class);
            application.close();

            assertThatExceptionOfType(EventSourceException.class)
                    .isThrownBy(() -> stream.next(LONG))
                    .withMessage("the application stops");
        }
    }

    /** A store that saves nothing. */
    private static final class Away implements CursorStore {

        private final CountDownLatch tried = new CountDownLatch(1);
        private final Queue<Thread> callers = new ConcurrentLinkedQueue<>();

        @Override
        public Optional<String> load(String stream) {
            return Optional.empty();
        }

        @Override
        public void save(String stream, String lastEventId) throws IOException {
            callers.add(Thread.currentThread());
            tried.countDown();
            throw new IOException("away");
        }
    }

    @Test
    void the_stop_of_the_application_ends_a_loop_whose_message_cannot_be_saved() throws Exception {
        EventSources sources = start();
        Away away = new Away();
        EventStream stream = sources.builder("prices").cursor(away, "prices").stream();
        CompletableFuture<Void> loop =
                CompletableFuture.runAsync(() -> stream.forEach(message -> received.add(message.data())));
        server.request().open().identified("1", "a").identified("2", "b");
        assertThat(next()).isEqualTo("a");
        assertThat(away.tried.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        application.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> loop.get(LONG.toSeconds(), TimeUnit.SECONDS))
                .withCauseInstanceOf(EventSourceException.class)
                .withMessageEndingWith("the application stops");
        assertThatExceptionOfType(EventSourceException.class)
                .isThrownBy(() -> stream.next(LONG))
                .withMessage("the application stops");
        assertThat(received).isEmpty();
    }

    /** Otherwise it would be tried without end, also after the store has gone with the application. */
    @Test
    void the_stop_of_the_application_is_a_failure_for_subscribers_whose_message_cannot_be_saved() throws Exception {
        EventSources sources = start();
        Away away = new Away();
        Subscriber subscriber =
                Subscriber.of(sources.builder("prices").cursor(away, "prices").publisher());
        server.request().open().identified("1", "a").identified("2", "b");
        assertThat(subscriber.next()).isEqualTo("a");
        assertThat(away.tried.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        application.close();

        assertThat(subscriber.next()).asString().contains("the application stops");
        assertThat(away.callers)
                .as("a store that blocks would keep the application from stopping")
                .doesNotContain(Thread.currentThread());
    }

    @Test
    void the_stop_of_the_application_is_a_failure_for_subscribers() throws Exception {
        EventSources sources = start();
        sources.builder("prices").publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(10);
            }

            @Override
            public void onNext(MessageEvent message) {
                received.add(message.data());
            }

            @Override
            public void onError(Throwable failure) {
                received.add("error " + failure.getMessage());
            }

            @Override
            public void onComplete() {
                received.add("complete");
            }
        });
        server.request().open().message("a");
        assertThat(next()).isEqualTo("a");
        application.close();

        assertThat(next()).isEqualTo("error the application stops");
    }
}
