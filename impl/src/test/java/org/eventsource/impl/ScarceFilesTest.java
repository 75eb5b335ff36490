package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/** A JVM that may open few files. */
class ScarceFilesTest {

    @Test
    void are_a_failed_attempt_and_open_throws_nothing() throws Exception {
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: x\n\n");
                    connection.waitForClientClose();
                });
                ForkedJvm jvm = ForkedJvm.startWithFiles(300, Exhausting.class, List.of(), server.url("/"))) {
            assertThat(jvm.awaitLine("error:"))
                    .isEqualTo("error: CONNECTING, no HTTP client can be made: Too many open files");
            assertThat(jvm.awaitLine("message:")).isEqualTo("message: x");
        }
    }

    /** Opens a source when only the files for classes are left, and releases files at its first error. */
    static final class Exhausting {

        private Exhausting() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            URI url = URI.create(arguments[0]);
            loadClasses(url);
            SharedResources resources = new SharedResources(Threads.own());
            Deque<FileInputStream> files = openAll();
            files.pop().close();
            EventSource unused = resources
                    .builder(UrlTemplate.of(url))
                    .transport(TransportKind.JDK)
                    .onError(error -> {
                        closeAll(files);
                        System.out.println("error: " + error.readyState() + ", " + error.reason());
                    })
                    .onMessage(message -> System.out.println("message: " + message.data()))
                    .open();
            new CountDownLatch(1).await();
        }

        /** Loads classes, which needs files. Its client is dropped, so that the next source creates one. */
        private static void loadClasses(URI url) throws Exception {
            CountDownLatch failed = new CountDownLatch(1);
            CountDownLatch heard = new CountDownLatch(1);
            SharedResources resources = new SharedResources(Threads.own());
            EventSource refused = resources
                    .builder(UrlTemplate.of("http://127.0.0.1:1/"))
                    .transport(TransportKind.JDK)
                    .onError(error -> failed.countDown())
                    .open();
            EventSource opened = resources
                    .builder(UrlTemplate.of(url))
                    .transport(TransportKind.JDK)
                    .onMessage(message -> heard.countDown())
                    .open();
            failed.await();
            heard.await();
            List<Thread> selectors = selectors();
            refused.close();
            opened.close();
            // The dropped client releases its files when its thread ends.
            for (Thread selector : selectors) {
                selector.join();
            }
            Class.forName("org.eventsource.impl.transport.ExchangeException");
        }

        private static List<Thread> selectors() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().endsWith("SelectorManager"))
                    .toList();
        }

        private static Deque<FileInputStream> openAll() {
            Deque<FileInputStream> files = new ArrayDeque<>();
            try {
                while (true) {
                    files.push(new FileInputStream("/dev/null"));
                }
            } catch (IOException e) {
                return files;
            }
        }

        private static void closeAll(Deque<FileInputStream> files) throws IOException {
            while (!files.isEmpty()) {
                files.pop().close();
            }
        }
    }
}
