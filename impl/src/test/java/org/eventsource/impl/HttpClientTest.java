package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.impl.transport.RequestAdditions;
import org.eventsource.itests.support.HttpProxy;
import org.eventsource.itests.support.Patience;
import org.eventsource.itests.support.SelfSigned;
import org.eventsource.itests.support.TlsRelay;
import org.eventsource.testing.SseRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sources over a {@link HttpClient} of the application. */
class HttpClientTest extends TransportFixture {

    private static final Authenticator AUTHENTICATOR = new Authenticator() {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", "password".toCharArray());
        }
    };

    private EventSource.Builder over(HttpClient client) {
        return builder(TransportKind.AUTO).httpClient(client);
    }

    private static boolean dropsHeaders() {
        return Runtime.version().feature() < 24;
    }

    @Test
    void carry_a_stream() throws Exception {
        server.on("/", streaming("data: x\n\n"));
        open(over(HttpClient.newHttpClient()).header("Authorization", "Bearer t"));
        SseRequest request = server.nextRequest();
        recorder.nextOpen();

        assertThat(recorder.nextMessage().data()).isEqualTo("x");
        assertThat(request.header("Authorization")).contains("Bearer t");
    }

    @Test
    void trust_what_the_client_trusts() throws Exception {
        server.on("/", streaming("data: x\n\n"));
        var keys = SelfSigned.context("ip:127.0.0.1");
        try (TlsRelay secure = TlsRelay.to(server.uri("/"), keys)) {
            HttpClient client = HttpClient.newBuilder().sslContext(keys).build();
            open(EventSource.builder(secure.url("/")).httpClient(client).addEventListener(Event.class, recorder));
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("x");
        }
    }

    /** A balancer that sends a client to the node that it chose before needs its cookie. */
    @Test
    void send_the_cookies_of_their_session() throws Exception {
        server.on(
                "/",
                connection -> {
                    connection.respond(200, "Content-Type: text/event-stream", "Set-Cookie: node=b; Path=/");
                    connection.events("data: x\n\n");
                },
                streaming("data: y\n\n"));
        open(over(HttpClient.newBuilder().cookieHandler(new CookieManager()).build()));

        assertThat(server.nextRequest().header("Cookie")).isEmpty();
        assertThat(server.nextRequest().header("Cookie")).contains("node=b");
    }

    @Test
    void go_through_its_proxy() throws Exception {
        server.on("/", streaming("data: x\n\n"));
        try (HttpProxy proxy = HttpProxy.passing()) {
            open(over(HttpClient.newBuilder()
                    .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                    .build()));
            recorder.nextOpen();

            assertThat(proxy.requests()).containsExactly("GET " + server.url("/") + " HTTP/1.1");
        }
    }

    @Test
    void name_its_proxy_if_that_refuses() throws Exception {
        try (HttpProxy proxy = HttpProxy.refusing(403)) {
            open(EventSource.builder("https://server.invalid/")
                    .httpClient(HttpClient.newBuilder()
                            .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                            .build())
                    .addEventListener(Event.class, recorder));

            assertThat(recorder.nextError().reason())
                    .isEqualTo("the proxy 127.0.0.1:" + proxy.port() + " answered 403");
        }
    }

    @Test
    void log_in_by_its_authenticator() throws Exception {
        server.on(
                "/",
                connection -> connection.respond(
                        401, "WWW-Authenticate: Basic realm=\"r\"", "Content-Length: 0", "Connection: close"),
                streaming("data: x\n\n"));
        open(over(HttpClient.newBuilder().authenticator(AUTHENTICATOR).build()));
        recorder.nextOpen();
        server.nextRequest();

        assertThat(server.nextRequest().header("Authorization")).contains("Basic dXNlcjpwYXNzd29yZA==");
    }

    @Test
    void leave_it_open() throws Exception {
        server.on("/", streaming("data: x\n\n")).on("/b", answering(204, ""));
        HttpClient client = HttpClient.newHttpClient();
        EventSource source = open(over(client));
        recorder.nextOpen();
        source.close();

        HttpRequest other = HttpRequest.newBuilder(server.uri("/b")).build();
        assertThat(client.send(other, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void end_when_the_application_has_closed_it() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "before Java 21 a client cannot be closed");
        HttpClient client = HttpClient.newHttpClient();
        HttpClient.class.getMethod("shutdownNow").invoke(client);
        EventSource source = open(over(client));
        ErrorEvent error = recorder.nextError();

        assertThat(error.kind()).isEqualTo(ErrorKind.CLIENT);
        assertThat(error.reason()).isEqualTo("the application has closed the HttpClient of this source");
        await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
    }

    @Nested
    class Are_refused {

        private void assertRefused(EventSource.Builder builder, String message) {
            assertThatThrownBy(builder::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(message);
        }

        @Test
        void if_it_follows_redirects() {
            HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

            assertRefused(over(client), "httpClient: it follows redirects itself; ");
        }

        @Test
        void beside_another_client() {
            Client other = ClientBuilder.newClient();
            try {
                assertRefused(
                        over(HttpClient.newHttpClient()).client(other),
                        "httpClient: given, but so is client; a source uses one of them");
            } finally {
                other.close();
            }
        }

        @Test
        void over_rest() {
            assertRefused(
                    over(HttpClient.newHttpClient()).transport(TransportKind.REST),
                    "httpClient: given, but the transport is set to REST");
        }

        @Test
        void with_an_authenticator_that_drops_a_header() throws Exception {
            HttpClient client =
                    HttpClient.newBuilder().authenticator(AUTHENTICATOR).build();
            EventSource.Builder builder = over(client).header("authorization", "Bearer t");
            if (dropsHeaders()) {
                assertRefused(
                        builder,
                        "httpClient: it has an authenticator, and before Java 24 such a client leaves out the header Authorization");
            } else {
                open(builder);
                assertThat(server.nextRequest().header("Authorization")).contains("Bearer t");
            }
        }

        @Test
        void at_each_attempt_whose_customizer_sets_such_a_header() throws Exception {
            assumeTrue(dropsHeaders());
            HttpClient client =
                    HttpClient.newBuilder().authenticator(AUTHENTICATOR).build();
            open(((SourceBuilder) over(client))
                    .additions(id -> new RequestAdditions(Map.of("Authorization", "Bearer t"), Map.of(), null)));
            ErrorEvent error = recorder.nextError();

            assertThat(error.kind()).isEqualTo(ErrorKind.CLIENT);
            assertThat(error.reason()).startsWith("httpClient: it has an authenticator");
            assertThat(server.pendingRequests()).isEmpty();
        }
    }
}
