package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.SelfSigned;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseRequest;
import org.junit.jupiter.api.Test;

/** The platform, or the application's {@link Client}, decides what is trusted. */
@OverEachClient
class TlsTest {

    private final Contestant contestant;
    private final Recorder recorder = new Recorder();

    TlsTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @Test
    void an_untrusted_certificate_is_refused() throws Exception {
        SSLContext keys = SelfSigned.context("ip:127.0.0.1");
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
        SSLContext keys = SelfSigned.context("dns:elsewhere.example");
        try (Server server = new Server(keys)) {
            try (Trusting source = trusting(keys, server.url())) {
                refused("certificate for another host", server, source.source());
            }
        }
    }

    @Test
    void a_certificate_that_the_application_trusts_is_taken() throws Exception {
        SSLContext keys = SelfSigned.context("ip:127.0.0.1");
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
    private Trusting trusting(SSLContext context, URI url) throws Exception {
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

    /** Streams to clients that trust it. */
    private static final class Server implements AutoCloseable {

        private final SSLServerSocket listener;
        private final AtomicInteger requests = new AtomicInteger();
        private final Gate end = new Gate();

        Server(SSLContext keys) throws Exception {
            listener = (SSLServerSocket)
                    keys.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
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
