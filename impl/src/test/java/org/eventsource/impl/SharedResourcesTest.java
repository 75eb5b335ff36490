package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.impl.rest.ClientLease;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.transport.BlockingThreads;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedResourcesTest {

    @Test
    void add_nothing_at_random_to_the_delays_of_an_sse_event_source() {
        SharedResources resources = new SharedResources(Threads.own());
        Client client = ClientBuilder.newClient();
        Ports ports = resources.acquire(ClientLease.ofApplication(client));

        assertThat(DoubleStream.generate(ports.random()).limit(100)).containsOnly(0.0);

        resources.release();
        client.close();
    }

    /** An application that stops shuts down its executor, and then closes its sources. */
    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void are_given_back_though_the_executor_refuses_tasks(TransportKind transport) throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        try (SseServer server = SseServer.start().on("/", connection -> {
            connection.stream();
            connection.waitForClientClose();
        })) {
            SharedResources resources = new SharedResources(Threads.own());
            EventSource source = resources
                    .builder(UrlTemplate.of(server.uri("/")))
                    .transport(transport)
                    .executor(executor)
                    .open();
            await().atMost(Duration.ofMinutes(1)).until(() -> source.readyState() == ReadyState.OPEN);
            executor.shutdown();

            source.close();

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            await().atMost(Patience.LIMIT).until(resources::isUnused);
        }
    }

    /** An executor may need a long time for a task, even if it only starts a thread. */
    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void are_given_back_without_asking_the_executor_on_the_thread_that_closes(TransportKind transport)
            throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        Set<Thread> asking = ConcurrentHashMap.newKeySet();
        try (SseServer server = SseServer.start().on("/", SseConnection::waitForClientClose)) {
            EventSource source = EventSource.builder(server.uri("/"))
                    .transport(transport)
                    .executor(task -> {
                        asking.add(Thread.currentThread());
                        executor.execute(task);
                    })
                    .open();
            server.nextRequest();
            asking.clear();

            source.close();

            assertThat(asking).doesNotContain(Thread.currentThread());
        } finally {
            executor.shutdown();
        }
    }

    /** A client may read a stream to its end when it is closed. */
    @Test
    void are_given_back_though_others_block_while_they_are() throws Exception {
        Executor cleanup = new SharedResources(Threads.own()).cleanup();
        Gate end = new Gate();
        Gate done = new Gate();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            cleanup.execute(() -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        cleanup.execute(done::open);

        done.await();
        end.open();
    }

    /** Some servers retain objects of a stopped application, and with them its sources. */
    @Test
    void are_let_go_of_by_a_closed_source_that_is_kept() throws Exception {
        try (SseServer server = SseServer.start().on("/", connection -> {
            connection.stream();
            connection.waitForClientClose();
        })) {
            Set<Thread> before = selectors();
            SharedResources resources = new SharedResources(Threads.own());
            EventSource kept = resources
                    .builder(UrlTemplate.of(server.uri("/")))
                    .transport(TransportKind.JDK)
                    .open();
            await().atMost(Duration.ofMinutes(1)).until(() -> kept.readyState() == ReadyState.OPEN);
            assertThat(before.containsAll(selectors())).isFalse();

            kept.close();

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                System.gc();
                assertThat(selectors()).isSubsetOf(before);
            });
            assertThat(kept.readyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    /** For example, thousands of streams connect at the same time, near the limit of the machine. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void are_used_again_after_a_moment_without_threads(TransportKind transport) throws Exception {
        ScarceThreads threads = new ScarceThreads();
        try (SseServer server = SseServer.start().on("/", connection -> {
            connection.stream();
            connection.waitForClientClose();
        })) {
            Gate opened = new Gate();
            EventSource source = new SharedResources(threads)
                    .builder(UrlTemplate.of(server.uri("/")))
                    .transport(transport)
                    .reconnectionTime(Duration.ofMillis(100))
                    .onOpen(event -> opened.open())
                    .open();
            assertThat(threads.refused).hasValue(1);

            opened.await();

            source.close();
        }
    }

    /** The first thread cannot be started. */
    private static final class ScarceThreads implements Threads {

        private final AtomicInteger refused = new AtomicInteger();

        private Thread thread(Runnable task) {
            Thread thread = new Thread(task) {
                @Override
                public synchronized void start() {
                    if (refused.compareAndSet(0, 1)) {
                        throw new OutOfMemoryError("no thread, on purpose");
                    }
                    super.start();
                }
            };
            thread.setDaemon(true);
            return thread;
        }

        @Override
        public Executor executor() {
            return task -> thread(task).start();
        }

        @Override
        public BlockingThreads blocking() {
            return new BlockingThreads(this::thread, false);
        }
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .collect(Collectors.toSet());
    }
}
