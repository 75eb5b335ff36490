package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eventsource.EventSource;
import org.eventsource.itests.support.CertificateAuthority;
import org.eventsource.itests.support.StoreFiles;
import org.eventsource.itests.support.TlsRelay;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams through squid and tinyproxy, as Debian has them. */
class ProxiesTest {

    private static final Duration START = Duration.ofSeconds(30);

    @TempDir
    private Path files;

    private final SseServer server = SseServer.start();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    /** A proxy in a process of its own. */
    private record Proxy(Process process, InetSocketAddress address) implements AutoCloseable {

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private Proxy start(String name) throws IOException {
        int port = freePort();
        Path configuration = files.resolve(name + ".conf");
        Files.writeString(
                configuration, name.equals("squid") ? squid(port) : "Port %d\nListen 127.0.0.1\n".formatted(port));
        List<String> command = name.equals("squid")
                ? List.of("squid", "-N", "-n", "squid" + port, "-f", configuration.toString())
                : List.of("tinyproxy", "-d", "-c", configuration.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(files.resolve(name + ".out").toFile())
                .start();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        await().atMost(START).until(() -> listens(address));
        return new Proxy(process, address);
    }

    private static String squid(int port) {
        return """
                http_port 127.0.0.1:%d
                http_access allow localhost
                cache deny all
                access_log none
                cache_log /dev/null
                pid_filename none
                coredump_dir none
                shutdown_lifetime 0 seconds
                """.formatted(port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(received.poll(START.toSeconds(), TimeUnit.SECONDS));
    }

    /** A stream that is lost goes on after its last message. */
    @ParameterizedTest
    @ValueSource(strings = {"squid", "tinyproxy"})
    void a_stream_comes_event_by_event_and_is_resumed(String name) throws Exception {
        Semaphore asked = new Semaphore(0);
        server.on(
                "/",
                connection -> {
                    connection.stream("retry: 10\nid: 1\ndata: first\n\n");
                    asked.acquire();
                    connection.events("id: 2\ndata: second\n\n");
                },
                connection -> {
                    connection.stream(
                            "data: after " + connection.request().lastEventId().orElse("nothing") + "\n\n");
                    connection.waitForClientClose(START);
                });
        try (Proxy proxy = start(name);
                EventSource source = EventSource.builder(server.url("/"))
                        .httpClient(HttpClient.newBuilder()
                                .proxy(ProxySelector.of(proxy.address()))
                                .build())
                        .onMessage(message -> received.add(message.data()))
                        .open()) {
            assertThat(next()).isEqualTo("first");
            asked.release();
            assertThat(next()).isEqualTo("second");
            assertThat(next()).isEqualTo("after 2");
            assertThat(source.lastEventId()).isEqualTo("2");
        }
    }

    /** The program of {@code docs/security.md}. The proxy passes the encrypted connection on. */
    @ParameterizedTest
    @ValueSource(strings = {"squid", "tinyproxy"})
    void a_stream_with_certificates_comes_through_a_tunnel(String name) throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(Files.createDirectory(files.resolve("keys")));
        KeyStore alice = authority.issue("alice", "EC", "dns:alice");
        alice.setCertificateEntry("ca", authority.certificate());
        Path store = StoreFiles.store(files.resolve("store"), "PKCS12", alice);
        server.on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose(START);
        });
        try (TlsRelay relay = TlsRelay.demandingCertificates(
                        server.uri("/"), authority.context(authority.issue("server", "EC", "ip:127.0.0.1")));
                Proxy proxy = start(name);
                EventSource source = ProxiedStream.open(
                        relay.url("/"),
                        proxy.address(),
                        store,
                        CertificateAuthority.PASSWORD.toCharArray(),
                        received::add)) {
            assertThat(next()).isEqualTo("x");
            assertThat(source.url()).hasPath("/");
            assertThat(relay.clients()).containsExactly("CN=alice");
        } finally {
            server.close();
        }
    }
}
