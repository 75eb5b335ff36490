package org.eventsource.impl.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.TransportKind;
import org.eventsource.impl.TestedClient;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** URLs with an address of IPv6, on a machine that has the address {@code ::1}. */
class Ipv6AddressesTest {

    private SseServer server;

    @BeforeEach
    void start() throws IOException {
        try {
            server = SseServer.startAt(InetAddress.getByName("::1"), 0);
        } catch (IOException | UncheckedIOException e) {
            abort("this machine has no address ::1: " + e);
        }
        server.on("/", connection -> {
            connection.stream("id: 7\ndata: x\n\n");
            connection.waitForClientClose();
        });
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** The server sees its address in brackets, each time it is written. */
    @ParameterizedTest
    @CsvSource({"REST, [::1]", "JDK, [::1]", "REST, [0:0:0:0:0:0:0:1]", "JDK, [0:0:0:0:0:0:0:1]"})
    void are_reached(TransportKind kind, String host) throws Exception {
        String authority = host + ":" + server.uri("/").getPort();
        Recorder recorder = new Recorder();
        try (EventSource source = EventSource.builder("http://" + authority + "/")
                .transport(kind)
                .addEventListener(Event.class, recorder)
                .open()) {
            recorder.nextOpen();
            assertThat(recorder.nextMessage().origin()).isEqualTo("http://" + authority);
            assertThat(server.nextRequest().header("Host")).contains(authority);
            assertThat(source.url()).hasToString("http://" + authority + "/");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"REST", "JDK"})
    void are_followed_to_by_a_redirect(TransportKind kind) throws Exception {
        Recorder recorder = new Recorder();
        try (SseServer first = SseServer.start()) {
            first.on("/", connection -> connection.respond(307, "Location: " + server.url("/"), "Content-Length: 0"));
            try (EventSource unused = EventSource.builder(first.url("/"))
                    .transport(kind)
                    .addEventListener(Event.class, recorder)
                    .open()) {
                recorder.nextOpen();
                assertThat(recorder.nextMessage().origin())
                        .isEqualTo("http://" + server.uri("/").getAuthority());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"REST", "JDK"})
    void are_named_in_the_reason_if_they_refuse(TransportKind kind) throws Exception {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            port = listener.getLocalPort();
        }
        Recorder recorder = new Recorder();
        EventSource source = EventSource.builder("http://[::1]:" + port + "/")
                .transport(kind)
                .onError(recorder)
                .open();
        ErrorEvent error = recorder.nextError();
        source.close();

        assertThat(error.reason()).isEqualTo("http://[::1]:" + port + " refused the connection");
    }

    /** Unless the list is empty, the JVM adds {@code [::1]} to it. It compares texts. */
    @ParameterizedTest
    @CsvSource({
        "REST, [::1],",
        "JDK, [::1],",
        "REST, [::1], *.test",
        "JDK, [::1], *.test",
        "REST, [0:0:0:0:0:0:0:1], *.test|[0:0:0:0:0:0:0:1]",
        "JDK, [0:0:0:0:0:0:0:1], *.test|[0:0:0:0:0:0:0:1]"
    })
    void are_reached_past_a_proxy_that_is_not_for_them(TransportKind kind, String host, @Nullable String list)
            throws Exception {
        assumeFalse(
                kind == TransportKind.REST && TestedClient.CXF.isUsed(),
                "CXF uses the proxy of -Dhttp.proxyHost for every address in brackets");
        assertThat(line(kind, host, list)).isEqualTo("source: open");
    }

    @ParameterizedTest
    @CsvSource({"REST, [::1], ''", "JDK, [::1], ''", "REST, [0:0:0:0:0:0:0:1], *.test", "JDK, [0:0:0:0:0:0:0:1], *.test"
    })
    void are_not_reached_past_a_proxy_that_is_for_them(TransportKind kind, String host, String list) throws Exception {
        assertThat(line(kind, host, list))
                .startsWith("source: the proxy 127.0.0.1:")
                .endsWith(" refused the connection");
    }

    /** Returns the line of a source in a JVM whose proxy is away. */
    private String line(TransportKind kind, String host, @Nullable String list) throws Exception {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = listener.getLocalPort();
        }
        List<String> options = new ArrayList<>(List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + port));
        if (list != null) {
            options.add("-Dhttp.nonProxyHosts=" + list);
        }
        String url = "http://" + host + ":" + server.uri("/").getPort() + "/";
        try (ForkedJvm jvm = ForkedJvm.start(Stream.class, options, kind.name(), url)) {
            return jvm.awaitLine("source: ");
        }
    }

    /** Prints a line of its source. A client may log before. */
    static final class Stream {

        private Stream() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            EventSource unused = EventSource.builder(arguments[1])
                    .transport(TransportKind.valueOf(arguments[0]))
                    .addEventListener(OpenEvent.class, open -> System.out.println("source: open"))
                    .onError(error -> System.out.println("source: " + error.reason()))
                    .open();
            new CountDownLatch(1).await();
        }
    }
}
