package org.eventsource.impl.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM that reads host names from a file. */
class NamesWithManyAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "JDK, 127.0.0.2 127.0.0.3 127.0.0.1",
        "REST, 127.0.0.2 127.0.0.3 127.0.0.1",
        "JDK, 127.0.0.2 127.0.0.1",
        "REST, 127.0.0.2 127.0.0.1",
        "JDK, 127.0.0.1 127.0.0.2"
    })
    void are_reached_at_the_address_that_serves(TransportKind kind, String addresses, @TempDir Path directory)
            throws Exception {
        StringBuilder lines = new StringBuilder();
        for (String address : addresses.split(" ", -1)) {
            lines.append(address).append(" many.test\n");
        }
        Path hosts = Files.writeString(directory.resolve("hosts"), lines);
        try (SseServer server = SseServer.start().on("/a", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        })) {
            String url = "http://many.test:" + server.uri("/").getPort() + "/a?b";
            try (ForkedJvm jvm =
                    ForkedJvm.start(Stream.class, List.of("-Djdk.net.hosts.file=" + hosts), kind.name(), url)) {
                assertThat(jvm.awaitLine(":")).isEqualTo("message: x");
                assertThat(server.nextRequest().header("Host"))
                        .contains("many.test:" + server.uri("/").getPort());
            }
        }
    }

    /** Prints its events. */
    static final class Stream {

        private Stream() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            EventSource unused = EventSource.builder(URI.create(arguments[1]))
                    .transport(TransportKind.valueOf(arguments[0]))
                    .onMessage(message -> System.out.println("message: " + message.data()))
                    .onError(error -> System.out.println("error: " + error.reason()))
                    .open();
            new CountDownLatch(1).await();
        }
    }
}
