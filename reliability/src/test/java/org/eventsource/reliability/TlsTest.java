package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.testing.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is trusted is the platform's to say, or that of the application's {@link Client}. */
@OverEachClient
class TlsTest {

    private static final String PASSWORD = "changeit";

    private final Contestant contestant;
    private final Recorder recorder = new Recorder();

    @TempDir
    private Path directory;

    TlsTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @Test
    void an_untrusted_certificate_is_refused() throws Exception {
        KeyStore keys = keysOf("ip:127.0.0.1");
        try (Server server = new Server(keys)) {
            try (EventSource source = contestant
                    .builder(server.url())
                    .addEventListener(Event.class, recorder)
                    .open()) {
                refused("untrusted certificate", server, source);
            }
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        KeyStore keys = keysOf("dns:elsewhere.example");
        try (Server server = new Server(keys)) {
            try (Trusting source = trusting(keys, server.url())) {
                refused("certificate for another host", server, source.source());
            }
        }
    }

    @Test
    void a_certificate_that_the_application_trusts_is_taken() throws Exception {
        KeyStore keys = keysOf("ip:127.0.0.1");
        try (Server server = new Server(keys)) {
            try (Trusting source = trusting(keys, server.url())) {
                assertThat(recorder.next()).isInstanceOf(OpenEvent.class);
                contestant.print("TLS, certificate that the application trusts", "OPEN by an SSLContext of its own");
                assertThat(source.source().readyState()).isEqualTo(ReadyState.OPEN);
            }
        }
    }

    private void refused(String what, Server server, EventSource source) throws Exception {
        ErrorEvent error = recorder.nextError();
        contestant.print(
                "TLS, " + what,
                "%s: %s; %d requests reached the server",
                error.readyState(),
                error.reason().replaceAll("127.0.0.1:\\d+", "127.0.0.1"),
                server.requests.get());
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        assertThat(error.cause()).isPresent();
        assertThat(server.requests).hasValue(0);
        assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    /** A source that trusts: over the JDK's client by the default context, else by the client's. */
    private Trusting trusting(KeyStore keys, URI url) throws Exception {
        SSLContext context = context(keys);
        SSLContext before = SSLContext.getDefault();
        EventSource.Builder builder = contestant.builder(url).addEventListener(Event.class, recorder);
        if (contestant.isJdk()) {
            SSLContext.setDefault(context);
            return new Trusting(builder.open(), () -> SSLContext.setDefault(before));
        }
        Client client = ClientBuilder.newBuilder().sslContext(context).build();
        return new Trusting(builder.client(client).open(), client::close);
    }

    private record Trusting(EventSource source, Runnable afterwards) implements AutoCloseable {
        @Override
        public void close() {
            source.close();
            afterwards.run();
        }
    }

    /** A new key whose certificate, signed by itself, is for that name. */
    private KeyStore keysOf(String name) throws Exception {
        Path file = directory.resolve("keys");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "1",
                        "-dname",
                        "CN=" + name.substring(name.indexOf(':') + 1),
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** One that has these keys and trusts their certificates. */
    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** Streams to whoever trusts it. */
    private static final class Server implements AutoCloseable {

        private final SSLServerSocket listener;
        private final AtomicInteger requests = new AtomicInteger();
        private final Gate end = new Gate();

        Server(KeyStore keys) throws Exception {
            listener = (SSLServerSocket)
                    context(keys).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            daemon(this::accept);
        }

        URI url() {
            return URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");
        }

        private static void daemon(Runnable task) {
            Thread thread = new Thread(task, "tls-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    SSLSocket socket = (SSLSocket) listener.accept();
                    daemon(() -> serve(socket));
                } catch (IOException e) {
                    return; // closed
                }
            }
        }

        private void serve(SSLSocket socket) {
            try (socket) {
                SseRequest request = SseRequest.read(socket.getInputStream());
                requests.incrementAndGet();
                assertThat(request.line().toLowerCase(Locale.ROOT)).startsWith("get / ");
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                end.await();
            } catch (IOException | InterruptedException e) {
                // The client left, as it does when it does not trust.
            }
        }

        @Override
        public void close() throws IOException {
            end.open();
            listener.close();
        }
    }
}
