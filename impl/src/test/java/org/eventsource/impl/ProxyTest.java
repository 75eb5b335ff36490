package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.impl.sse.SseEventSourceBuilder;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.HttpProxy;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources behind a proxy of the default {@link ProxySelector}, over the client that is on the class path. */
class ProxyTest {

    private static final URI SECURE = URI.create("https://server.invalid/");

    private final ProxySelector usual = ProxySelector.getDefault();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void useTheUsualProxies() {
        ProxySelector.setDefault(usual);
    }

    private static void use(InetSocketAddress proxy) {
        use(Proxy.Type.HTTP, proxy);
    }

    private static void use(Proxy.Type type, InetSocketAddress proxy) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(type, new InetSocketAddress(proxy.getHostString(), proxy.getPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
    }

    /** Uses resources of its own: a client reads the selector when it is created. */
    private EventSource open(URI url, TransportKind kind) {
        return new SharedResources(Threads.own())
                .builder(UrlTemplate.of(url))
                .transport(kind)
                .addEventListener(Event.class, recorder)
                .open();
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"REST", "JDK"})
    void carries_a_stream(TransportKind kind) throws Exception {
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: x\n\n");
                    connection.waitForClientClose();
                });
                HttpProxy proxy = HttpProxy.passing()) {
            use(proxy.address());
            try (EventSource source = open(server.uri("/"), kind)) {
                recorder.nextOpen();
                assertThat(recorder.nextMessage().data()).isEqualTo("x");
                assertThat(proxy.requests()).containsExactly("GET " + source.url() + " HTTP/1.1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"REST", "JDK"})
    void gets_neither_user_info_nor_fragment(TransportKind kind) throws Exception {
        // CXF makes Authorization of the user info, and has no setting that keeps it from the proxy.
        assumeFalse(kind == TransportKind.REST && TestedClient.CXF.isUsed());
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: x\n\n");
                    connection.waitForClientClose();
                });
                HttpProxy proxy = HttpProxy.passing()) {
            use(proxy.address());
            URI url = server.uri("/?x");
            try (EventSource source = open(URI.create("http://user:pw@" + url.getRawAuthority() + "/?x#y"), kind)) {
                recorder.nextOpen();
                assertThat(proxy.requests()).containsExactly("GET " + url + " HTTP/1.1");
            }
        }
    }

    @Test
    void gets_no_user_info_of_a_target() throws Exception {
        assumeTrue(TestedClient.JERSEY.isUsed());
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: x\n\n");
                    connection.waitForClientClose();
                });
                HttpProxy proxy = HttpProxy.passing();
                Client client = ClientBuilder.newClient()) {
            use(proxy.address());
            URI url = server.uri("/?x");
            Gate delivered = new Gate();
            try (SseEventSource source = new SseEventSourceBuilder()
                    .target(client.target("http://user:pw@" + url.getRawAuthority() + "/?x"))
                    .build()) {
                source.register(event -> delivered.open());
                source.open();
                delivered.await();
                assertThat(proxy.requests()).containsExactly("GET " + url + " HTTP/1.1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REST, 407, CLOSED",
        "JDK, 407, CLOSED",
        "AUTO, 407, CLOSED",
        "AUTO, 403, CONNECTING",
        "AUTO, 502, CONNECTING",
        "REST, 403, CONNECTING",
        "JDK, 403, CONNECTING",
        "REST, 502, CONNECTING",
        "JDK, 502, CONNECTING"
    })
    void tells_by_which_status_it_refuses_a_tunnel(TransportKind kind, int status, ReadyState state) throws Exception {
        // RESTEasy returns this response of a proxy as the server's response, so AUTO does not use it there.
        assumeTrue(status == 407 || kind != TransportKind.REST || !TestedClient.RESTEASY.isUsed());
        try (HttpProxy proxy = HttpProxy.refusing(status)) {
            use(proxy.address());
            EventSource source = open(SECURE, kind);
            ErrorEvent error = recorder.nextError();
            source.close();

            assertThat(error.status()).hasValue(status);
            assertThat(error.kind()).isEqualTo(status == 407 ? ErrorKind.STATUS : ErrorKind.PROXY);
            assertThat(error.readyState()).isEqualTo(state);
            assertThat(error.reason())
                    .isEqualTo("the proxy " + proxy.address().getHostString() + ":"
                            + proxy.address().getPort() + " answered " + status);
        }
    }

    /** Its default connector uses the proxies of the JVM. */
    @ParameterizedTest
    @CsvSource({
        "REST, https://server.invalid/",
        "JDK, https://server.invalid/",
        "REST, http://server.invalid/",
        "JDK, http://server.invalid/"
    })
    void is_named_when_it_is_away(TransportKind kind, URI url) throws Exception {
        int port;
        try (ServerSocket listener = new ServerSocket(0)) {
            port = listener.getLocalPort();
        }
        use(InetSocketAddress.createUnresolved("127.0.0.1", port));
        EventSource source = open(url, kind);
        ErrorEvent error = recorder.nextError();
        source.close();

        assertThat(error.reason()).isEqualTo("the proxy 127.0.0.1:" + port + " refused the connection");
        assertThat(error.kind()).isEqualTo(ErrorKind.PROXY);
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0)) {
            return listener.getLocalPort();
        }
    }

    @Test
    void of_SOCKS_is_named_when_it_is_away() throws Exception {
        assumeTrue(TestedClient.JERSEY.isUsed());
        int port = unusedPort();
        use(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("127.0.0.1", port));
        EventSource source = open(URI.create("http://127.0.0.1:" + unusedPort() + "/"), TransportKind.REST);
        ErrorEvent error = recorder.nextError();
        source.close();

        assertThat(error.reason()).isEqualTo("the SOCKS proxy 127.0.0.1:" + port + " refused the connection");
        assertThat(error.kind()).isEqualTo(ErrorKind.PROXY);
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void of_SOCKS_is_named_when_it_does_not_reach_the_server() throws Exception {
        assumeTrue(TestedClient.JERSEY.isUsed());
        URI server = URI.create("http://127.0.0.1:" + unusedPort() + "/");
        try (TestSocks proxy = TestSocks.start()) {
            use(Proxy.Type.SOCKS, proxy.address());
            EventSource source = open(server, TransportKind.REST);
            ErrorEvent error = recorder.nextError();
            source.close();

            assertThat(error.reason())
                    .isEqualTo("the SOCKS proxy 127.0.0.1:%d made no connection to %s: SOCKS: Connection refused"
                            .formatted(proxy.address().getPort(), "http://127.0.0.1:" + server.getPort()));
            assertThat(error.kind()).isEqualTo(ErrorKind.PROXY);
            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
    }

    /** That client has no code for SOCKS, so a message that named the proxy would be wrong. */
    @Test
    void of_SOCKS_is_not_used_by_java_net_http() throws Exception {
        use(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("127.0.0.1", unusedPort()));
        Gate received = new Gate();
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: x\n\n");
                    received.await();
                    connection.reset();
                });
                EventSource source = open(server.uri("/"), TransportKind.JDK)) {
            recorder.nextOpen();
            recorder.nextMessage();
            received.open();

            assertThat(recorder.nextError().reason()).doesNotContain("proxy");
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
    }

    @Test
    void is_tried_again_after_407_where_the_application_says_so() throws Exception {
        try (HttpProxy proxy = HttpProxy.refusing(407)) {
            use(proxy.address());
            EventSource source = new SharedResources(Threads.own())
                    .builder(UrlTemplate.of(SECURE))
                    .transport(TransportKind.JDK)
                    .reconnectOn(407)
                    .addEventListener(Event.class, recorder)
                    .open();
            ErrorEvent error = recorder.nextError();
            source.close();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.status()).hasValue(407);
        }
    }
}
