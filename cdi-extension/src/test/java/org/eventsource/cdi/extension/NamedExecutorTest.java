package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses an executor that runs each task on the thread that submits it. Some executors do so when no thread is free. */
class NamedExecutorTest {

    private final StreamServer server = new StreamServer();
    private Application application;

    @AfterEach
    void stop() {
        application.close();
        server.close();
        NamingFixture.clear();
    }

    @ApplicationScoped
    static class Failing {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record("observer");
            throw new IllegalStateException("on purpose");
        }
    }

    private EventSource start() {
        Executor onCaller = Runnable::run;
        NamingFixture.bind("concurrent/onCaller", onCaller);
        application = Application.of(Failing.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/"))
                .with("eventsource.prices.executor", "concurrent/onCaller")
                .with("eventsource.prices.on-failure", "close")
                .start();
        return application
                .container()
                .select(EventSource.class, Stream.Literal.of("prices"))
                .get();
    }

    @Test
    void a_late_handle_receives_its_open_event_on_another_thread_than_its_own() throws Exception {
        EventSource first = start();
        CompletableFuture<Void> open = new CompletableFuture<>();
        first.onOpen(event -> open.complete(null));
        server.request().open();
        open.get(Patience.LIMIT.toSeconds(), SECONDS);
        EventSource late = application
                .container()
                .select(EventSource.class, Stream.Literal.of("prices"))
                .get();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        late.onOpen(event -> thread.complete(Thread.currentThread()));
        assertThat(thread.get(Patience.LIMIT.toSeconds(), SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void handles_receive_the_error_after_the_message_that_is_being_dispatched() throws Exception {
        EventSource handle = start();
        Recorder recorder = application.get(Recorder.class);
        CompletableFuture<Void> open = new CompletableFuture<>();
        handle.onOpen(event -> open.complete(null));
        handle.onMessage(event -> recorder.record("message"));
        handle.onError(event -> recorder.record("error"));
        Exchange exchange = server.request().open();
        open.get(Patience.LIMIT.toSeconds(), SECONDS);
        exchange.message("1");
        assertThat(recorder.next()).isEqualTo("observer");
        assertThat(recorder.next()).isEqualTo("message");
        assertThat(recorder.next()).isEqualTo("error");
    }
}
