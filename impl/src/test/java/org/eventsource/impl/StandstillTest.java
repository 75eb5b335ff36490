package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.itests.support.SseServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is stopped for longer than its idle time-out while the server continues. */
class StandstillTest {

    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final int STOPS = 4;

    /** Both transports, several times each, because the order of reads is random. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"REST", "JDK"})
    void leaves_a_stream_open_that_has_something_to_read(TransportKind kind) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: first\n\n");
                    while (!end.await(100, TimeUnit.MILLISECONDS)) {
                        connection.events(":\n");
                    }
                    connection.events("data: last\n\n");
                    connection.waitForClientClose();
                });
                ForkedJvm jvm = ForkedJvm.start(Stream.class, List.of(), kind.name(), server.url("/"))) {
            jvm.awaitLine("first");
            for (int stop = 0; stop < STOPS; stop++) {
                jvm.signal("STOP");
                await().pollDelay(IDLE.multipliedBy(2)).until(() -> true);
                jvm.signal("CONT");
                await().pollDelay(IDLE).until(() -> true);
            }
            end.countDown();

            assertThat(jvm.awaitLine(":")).isEqualTo("message: last");
        }
    }

    /** Prints its events. */
    static final class Stream {

        private Stream() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            EventSource unused = EventSource.builder(URI.create(arguments[1]))
                    .transport(TransportKind.valueOf(arguments[0]))
                    .idleTimeout(IDLE)
                    .onMessage(message -> System.out.println("message: " + message.data()))
                    .onError(error -> System.out.println("error: " + error.reason()))
                    .open();
            new CountDownLatch(1).await();
        }
    }
}
