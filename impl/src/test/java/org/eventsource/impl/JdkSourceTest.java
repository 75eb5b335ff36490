package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sources over {@code java.net.http}. */
class JdkSourceTest extends SourceBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.JDK);
    }

    @Override
    boolean closesSilentConnections() {
        return true;
    }

    @Override
    boolean prefersChunks() {
        return false;
    }

    @Nested
    class The_executor_of_the_application {

        private final ExecutorService executor =
                Executors.newSingleThreadExecutor(task -> new Thread(task, "the application's"));

        @AfterEach
        void stop() {
            executor.shutdownNow();
        }

        @Test
        void runs_the_listeners() throws Exception {
            server.on("/", streaming("data: x\n\n"));
            StringBuffer threads = new StringBuffer();
            open(builder(server.uri("/"))
                    .executor(executor)
                    .onOpen(open -> threads.append(Thread.currentThread().getName()))
                    .onMessage(message -> threads.append(" and ")
                            .append(Thread.currentThread().getName())));
            recorder.nextOpen();
            recorder.nextMessage();
            executor.submit(() -> {}).get();

            assertThat(threads).hasToString("the application's and the application's");
        }

        @Test
        void asks_for_headers() throws Exception {
            open(builder(server.uri("/"))
                    .executor(executor)
                    .header("X-Thread", () -> Thread.currentThread().getName()));

            assertThat(server.nextRequest().header("X-Thread")).contains("the application's");
        }

        @Test
        void is_not_shut_down() throws Exception {
            server.on("/", streaming(""));
            EventSource source = open(builder(server.uri("/")).executor(executor));
            recorder.nextOpen();
            source.close();

            Future<String> later = executor.submit(() -> "still there");
            assertThat(later.get()).isEqualTo("still there");
        }

        @Test
        void closes_the_source_when_it_takes_no_more_in_mid_stream() throws Exception {
            Gate down = new Gate();
            server.on("/", connection -> {
                connection.stream();
                down.await();
                connection.events("data: x\n\n");
                new Gate().await();
            });
            EventSource source = open(builder(server.uri("/")).executor(executor));
            recorder.nextOpen();
            // While the task that opened the stream runs, its thread would also run what arrives meanwhile.
            executor.submit(() -> {}).get();
            executor.shutdown();
            down.open();

            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Patience.LIMIT)
                    .until(() -> source.readyState() == ReadyState.CLOSED);
        }

        @Test
        void closes_the_source_when_it_takes_no_more_at_a_redirect() throws Exception {
            Gate down = new Gate();
            server.on("/", connection -> {
                down.await();
                connection.respond(302, "Location: /b");
            });
            EventSource source = open(builder(server.uri("/")).executor(executor));
            server.nextRequest();
            executor.shutdown();
            down.open();

            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Patience.LIMIT)
                    .until(() -> source.readyState() == ReadyState.CLOSED);
        }

        @Test
        void closes_the_source_when_it_takes_nothing_at_all() {
            executor.shutdown();
            EventSource source = open(builder(server.uri("/")).executor(executor));

            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Patience.LIMIT)
                    .until(() -> source.readyState() == ReadyState.CLOSED);
        }
    }
}
