package org.eventsource.cdi.extension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams in CDI over a Jakarta REST client. The execution {@code rest-client} has one on its class path. */
class RestClientTest {

    private @Nullable Application application;
    private SseServer server;

    @BeforeEach
    void start() {
        assumeTrue(hasClient(), "there is no Jakarta REST client");
        server = SseServer.start().on("/", RestClientTest::stream);
    }

    private static boolean hasClient() {
        try {
            ClientBuilder.newBuilder();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void stream(SseConnection connection) throws Exception {
        connection.stream("data: 1\n\n");
        connection.waitForClientClose();
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @Dependent
    static class OfRest {

        static final AtomicInteger DISPOSED = new AtomicInteger();

        @Produces
        @Stream("prices")
        Client client() {
            ClientRequestFilter filter = request -> request.getHeaders().putSingle("X-Filter", "rest");
            return ClientBuilder.newClient().register(filter);
        }

        void close(@Disposes @Stream("prices") Client client) {
            client.close();
            DISPOSED.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class Body implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.body("application/json", "{}".getBytes(UTF_8));
        }
    }

    private Application.Builder application(Class<?>... beans) {
        return Application.of(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Observer.class, Recorder.class),
                                java.util.stream.Stream.of(beans))
                        .toArray(Class<?>[]::new))
                .with("eventsource.prices.url", server.url("/"));
    }

    @Test
    void a_bean_of_a_client_carries_its_stream_and_is_disposed() throws Exception {
        int before = OfRest.DISPOSED.get();
        application = application(OfRest.class).start();

        assertThat(server.nextRequest().header("X-Filter")).contains("rest");
        assertThat(application.get(Recorder.class).next()).isEqualTo("1");
        application.close();
        assertThat(OfRest.DISPOSED.get()).isEqualTo(before + 1);
    }

    @Test
    void a_method_with_a_body_is_sent() throws Exception {
        application = application(Body.class)
                .with("eventsource.prices.transport", "rest")
                .with("eventsource.prices.method", "post")
                .start();
        SseRequest request = server.nextRequest();

        assertThat(request.line()).isEqualTo("POST / HTTP/1.1");
        assertThat(request.body()).isEqualTo("{}");
        assertThat(application.get(Recorder.class).next()).isEqualTo("1");
    }

    @Test
    void a_method_that_the_client_does_not_send_fails_the_deployment() {
        assertThatThrownBy(() -> application = application()
                        .with("eventsource.prices.transport", "rest")
                        .with("eventsource.prices.method", "DELETE")
                        .start())
                .hasStackTraceContaining("is not known to send a DELETE request, and to send it only once");
    }

    @Dependent
    static class OfHttp {
        @Produces
        @Stream("prices")
        HttpClient client() {
            return HttpClient.newHttpClient();
        }
    }

    @Test
    void a_bean_of_java_net_http_fails_the_deployment() {
        assertThatThrownBy(() -> application = application(OfHttp.class)
                        .with("eventsource.prices.transport", "rest")
                        .start())
                .hasStackTraceContaining("httpClient: given, but the transport is set to REST");
    }

    @Test
    void a_proxy_of_a_setting_fails_the_deployment() {
        assertThatThrownBy(() -> application = application()
                        .with("eventsource.prices.transport", "rest")
                        .with("eventsource.prices.proxy", "http://127.0.0.1:9")
                        .start())
                .hasStackTraceContaining(
                        "transport: rest has no setting of a proxy, of a trust store or of a key store; write jdk, or leave it out");
    }
}
