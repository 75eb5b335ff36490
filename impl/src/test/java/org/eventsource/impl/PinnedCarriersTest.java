package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.eventsource.EventSource;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/**
 * Silent streams over a client that reads while it owns a monitor, and the other virtual threads of that JVM. Java 24
 * and 25 have an option with which a monitor occupies its carrier, as in Java 21 to 23.
 */
class PinnedCarriersTest {

    private static final int CARRIERS = 2;

    private static final List<String> OPTIONS = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:LockingMode=1",
            "-Djdk.virtualThreadScheduler.parallelism=" + CARRIERS,
            "-Djdk.virtualThreadScheduler.maxPoolSize=" + CARRIERS);

    @Test
    void are_left_to_other_virtual_threads_before_java_24() throws Exception {
        int version = Runtime.version().feature();
        assumeTrue(version == 24 || version == 25, "a Java with virtual threads and the option LockingMode");
        Gate end = new Gate();
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: x\n\n");
                    end.await();
                });
                ForkedJvm jvm = ForkedJvm.start(Streams.class, OPTIONS, "21", server.url("/"))) {
            assertThat(jvm.awaitLine("virtual thread")).isEqualTo("another virtual thread has run");
            end.open();
        }
    }

    @Test
    void has_streams_read_on_platform_threads_from_java_21_to_23() {
        assertThat(new OwnThreads(23).blocking().interruptible()).isFalse();
    }

    @Test
    void has_streams_read_on_virtual_threads_from_java_24_on() {
        assertThat(new OwnThreads(24).blocking().interruptible())
                .isEqualTo(Runtime.version().feature() >= 21);
    }

    /** Opens one silent stream for each carrier, on the threads for a version of Java. */
    static final class Streams {

        private Streams() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            SharedResources resources = new SharedResources(new OwnThreads(Integer.parseInt(arguments[0])));
            CountDownLatch heard = new CountDownLatch(CARRIERS);
            for (int stream = 0; stream < CARRIERS; stream++) {
                open(resources, URI.create(arguments[1]), heard);
            }
            heard.await();
            virtualThreads()
                    .newThread(() -> System.out.println("another virtual thread has run"))
                    .start();
            new CountDownLatch(1).await();
        }

        @SuppressWarnings("FutureReturnValueIgnored")
        private static void open(SharedResources resources, URI url, CountDownLatch heard) {
            Client client = ClientBuilder.newClient();
            EventSource unused = resources
                    .builder(UrlTemplate.of(url))
                    .client(client)
                    .onMessage(message -> heard.countDown())
                    .open();
        }

        private static ThreadFactory virtualThreads() {
            return VirtualThreads.factory("other", Runtime.version().feature()).orElseThrow();
        }
    }
}
