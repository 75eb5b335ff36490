package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/**
 * A process that is stopped for longer than its idle time-out while the server continues. Over {@code java.net.http}
 * the timer runs before the bytes are read. A thread that blocks in a read has them first, so over Jakarta REST this
 * would prove nothing; {@code WatchdogTest} checks the rule for both.
 */
class StandstillTest {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int COMMENT_MILLIS = 100;

    /** The server sends them in more than the idle time-out. */
    private static final int COMMENTS = 20;

    /** Several, because the order of timer and reads is random. */
    private static final int STOPS = 4;

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger comments = new AtomicInteger();

    @Test
    void leaves_a_stream_open_that_has_something_to_read() throws Exception {
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: first\n\n");
                    while (!end.await(COMMENT_MILLIS, TimeUnit.MILLISECONDS)) {
                        connection.events(":\n");
                        comments.incrementAndGet();
                    }
                    connection.events("data: last\n\n");
                    connection.waitForClientClose();
                });
                ForkedJvm jvm = ForkedJvm.start(Stream.class, List.of(), server.url("/"))) {
            jvm.awaitLine("first");
            for (int stop = 0; stop < STOPS; stop++) {
                jvm.signal("STOP");
                awaitComments(COMMENTS);
                jvm.signal("CONT");
                awaitComments(COMMENTS / 2);
            }
            end.countDown();

            assertThat(jvm.awaitLine(":")).isEqualTo("message: last");
        }
    }

    private void awaitComments(int number) {
        int sent = comments.get();
        await().atMost(Patience.LIMIT).until(() -> comments.get() >= sent + number);
    }

    /** Prints its events. */
    static final class Stream {

        private Stream() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            EventSource unused = EventSource.builder(URI.create(arguments[0]))
                    .transport(TransportKind.JDK)
                    .idleTimeout(IDLE)
                    .onMessage(message -> System.out.println("message: " + message.data()))
                    .onError(error -> System.out.println("error: " + error.reason()))
                    .open();
            new CountDownLatch(1).await();
        }
    }
}
