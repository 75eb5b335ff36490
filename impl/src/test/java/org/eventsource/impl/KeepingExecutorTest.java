package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application's executor that blocks the submitting thread. It blocks its own source, and no other. */
class KeepingExecutorTest {

    /** One for each thread that all sources share. */
    private static final int SOURCES = Runtime.getRuntime().availableProcessors();

    private final CountDownLatch kept = new CountDownLatch(SOURCES);
    private final Gate end = new Gate();
    private final Gate left = new Gate();
    private final Recorder recorder = new Recorder();
    private final List<EventSource> sources = new ArrayList<>();
    private SseServer server;

    @BeforeEach
    void start() throws Exception {
        server = SseServer.start()
                .on("/silent", connection -> new Gate().await())
                .on("/kept", connection -> {
                    connection.stream();
                    end.await();
                })
                .on("/other", connection -> connection.stream("data: x\n\n"), connection -> {
                    connection.stream("data: y\n\n");
                    connection.waitForClientClose();
                    left.open();
                });
    }

    @AfterEach
    void stop() throws Exception {
        end.open();
        sources.forEach(EventSource::close);
        server.close();
    }

    private void keep() {
        kept.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private EventSource open(EventSource.Builder builder) {
        EventSource source = builder.transport(TransportKind.JDK).open();
        sources.add(source);
        return source;
    }

    /** It receives events, reconnects after the delay, and ends its connection when it is closed. */
    private void assertAnotherSourceWorks() throws Exception {
        assertThat(kept.await(Patience.LIMIT.toMillis(), MILLISECONDS)).isTrue();
        EventSource other = open(EventSource.builder(server.uri("/other"))
                .reconnectionTime(Duration.ofMillis(100))
                .addEventListener(Event.class, recorder));
        recorder.nextOpen();
        recorder.nextMessage();
        recorder.nextError();
        recorder.nextOpen();
        recorder.nextMessage();
        other.close();
        left.await();
    }

    @Test
    void running_listeners_where_it_is_asked() throws Exception {
        for (int i = 0; i < SOURCES; i++) {
            open(EventSource.builder(server.uri("/kept"))
                    .executor(Runnable::run)
                    .onOpen(open -> keep()));
        }
        assertAnotherSourceWorks();
    }

    @Test
    void running_listeners_where_it_is_asked_when_time_is_up() throws Exception {
        for (int i = 0; i < SOURCES; i++) {
            open(EventSource.builder(server.uri("/silent"))
                    .executor(Runnable::run)
                    .connectTimeout(Duration.ofMillis(100))
                    .onError(error -> keep()));
        }
        assertAnotherSourceWorks();
    }

    @Test
    void waiting_for_a_thread() throws Exception {
        for (int i = 0; i < SOURCES; i++) {
            AtomicBoolean hasAsked = new AtomicBoolean();
            Executor oneThread = task -> {
                if (hasAsked.getAndSet(true)) {
                    keep();
                }
                new Thread(task).start();
            };
            open(EventSource.builder(server.uri("/kept")).executor(oneThread));
        }
        assertAnotherSourceWorks();
    }

    @Test
    void running_tasks_where_it_is_asked_does_not_run_them_on_the_thread_that_opens() throws Exception {
        open(EventSource.builder(server.uri("/kept"))
                .executor(Runnable::run)
                .header("X-Thread", () -> Thread.currentThread().getName()));

        assertThat(server.nextRequest().header("X-Thread"))
                .isPresent()
                .isNotEqualTo(Optional.of(Thread.currentThread().getName()));
    }
}
