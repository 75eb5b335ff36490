package org.eventsource.impl.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
import org.junit.jupiter.params.provider.EnumSource;

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
        try (SseServer server = SseServer.start().on("/a", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        })) {
            assertThat(firstLine(kind, server, directory, addresses.split(" ", -1)))
                    .isEqualTo("source: message x");
            assertThat(server.nextRequest().header("Host"))
                    .contains("many.test:" + server.uri("/").getPort());
        }
    }

    /** Each attempt has ten seconds. The first two addresses have to leave a part of them for the third one. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void are_reached_at_the_third_address_if_the_others_are_silent(TransportKind kind, @TempDir Path directory)
            throws Exception {
        try (SseServer server = SseServer.start().on("/a", connection -> {
                    connection.stream("data: x\n\n");
                    connection.waitForClientClose();
                });
                SilentAddress unused =
                        SilentAddress.at("127.0.0.2", server.uri("/").getPort());
                SilentAddress unusedToo =
                        SilentAddress.at("127.0.0.3", server.uri("/").getPort())) {
            assertThat(firstLine(kind, server, directory, "127.0.0.2", "127.0.0.3", "127.0.0.1"))
                    .isEqualTo("source: message x");
        }
    }

    /** The usual name of this kind is {@code localhost}. Both addresses are its own machine's. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void are_reached_at_an_address_of_another_family(TransportKind kind, @TempDir Path directory) throws Exception {
        try (SseServer server = startAtIpv6()) {
            server.on("/a", connection -> {
                connection.stream("data: x\n\n");
                connection.waitForClientClose();
            });

            assertThat(firstLine(kind, server, directory, "127.0.0.1", "::1")).isEqualTo("source: message x");
        }
    }

    private static SseServer startAtIpv6() throws IOException {
        try {
            return SseServer.startAt(InetAddress.getByName("::1"), 0);
        } catch (IOException | UncheckedIOException e) {
            return abort("this machine has no address ::1: " + e);
        }
    }

    private static String firstLine(TransportKind kind, SseServer server, Path directory, String... addresses)
            throws Exception {
        StringBuilder lines = new StringBuilder();
        for (String address : addresses) {
            lines.append(address).append(" many.test\n");
        }
        Path hosts = Files.writeString(directory.resolve("hosts"), lines);
        String url = "http://many.test:" + server.uri("/").getPort() + "/a?b";
        try (ForkedJvm jvm =
                ForkedJvm.start(Stream.class, List.of("-Djdk.net.hosts.file=" + hosts), kind.name(), url)) {
            return jvm.awaitLine("source: ");
        }
    }

    /** Prints its events. A client may log before. */
    static final class Stream {

        private Stream() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            EventSource unused = EventSource.builder(URI.create(arguments[1]))
                    .transport(TransportKind.valueOf(arguments[0]))
                    .onMessage(message -> System.out.println("source: message " + message.data()))
                    .onError(error -> System.out.println("source: error " + error.reason()))
                    .open();
            new CountDownLatch(1).await();
        }
    }
}
