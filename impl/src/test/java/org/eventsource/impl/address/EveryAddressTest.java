package org.eventsource.impl.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eventsource.TransportKind;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.Calls;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.eventsource.impl.transport.Transport;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.itests.support.SelfSigned;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A first transport that the test implements, and real servers. */
class EveryAddressTest implements Timer {

    private static final String SERVING = "127.0.0.1";
    private static final String REFUSING = "127.0.0.2";

    private final Calls calls = new Calls();
    private static final Runnable NO_LOOK = () -> {};

    private final AtomicReference<Runnable> look = new AtomicReference<>(NO_LOOK);
    private final AtomicReference<ExchangeHandler> first = new AtomicReference<>();
    private final Gate left = new Gate();
    private SseServer server;

    @BeforeEach
    void start() throws Exception {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        look.set(task);
        return () -> look.set(() -> {});
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private boolean repeats = true;
    private Duration connectTimeout = Duration.ofSeconds(9);

    private Exchange open(URI uri, Transport transport, String... addresses) {
        return new EveryAddress(transport, EveryAddressTest::daemon, this, connectTimeout, repeats, host -> {
                    InetAddress[] found = new InetAddress[addresses.length];
                    for (int index = 0; index < found.length; index++) {
                        found[index] = InetAddress.getByName(addresses[index]);
                    }
                    return found;
                })
                .open(() -> new Request(uri, Map.of("X-A", "a"), "", true), calls);
    }

    private URI named(String path) {
        return URI.create("http://many.test:" + server.uri("/").getPort() + path);
    }

    /** Finds no server at the first address. */
    private static Transport refused() {
        return failing(new ConnectException("refused"));
    }

    private static Transport failing(SocketException failure) {
        return new PlayedTransport() {
            @Override
            void play(ExchangeHandler handler) {
                handler.onFailure(failure);
            }
        };
    }

    /** Does only what the test does. */
    private Transport silent() {
        return new PlayedTransport() {
            @Override
            void play(ExchangeHandler handler) {
                first.set(handler);
            }
        };
    }

    /** Is silent and cannot be left. */
    private static Transport unleavable(AtomicReference<ExchangeHandler> opened) {
        return new PlayedTransport() {
            @Override
            void play(ExchangeHandler handler) {
                opened.set(handler);
            }

            @Override
            public Exchange open(java.util.concurrent.Callable<Request> request, ExchangeHandler handler) {
                super.open(request, handler);
                return new Exchange() {
                    @Override
                    public void readOn() {}

                    @Override
                    public void cancel() {
                        throw new InternalError("on purpose");
                    }
                };
            }
        };
    }

    private abstract static class PlayedTransport implements Transport {

        @Override
        public TransportKind kind() {
            return TransportKind.JDK;
        }

        @Override
        public Exchange open(java.util.concurrent.Callable<Request> request, ExchangeHandler handler) {
            daemon(() -> {
                        try {
                            request.call();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        play(handler);
                    })
                    .start();
            return Exchange.NONE;
        }

        /** Like {@code java.net.http}, it uses no SOCKS proxy. */
        @Override
        public Proxies proxies() {
            return Proxies.ofHttp(ProxySelector::getDefault);
        }

        abstract void play(ExchangeHandler handler);

        @Override
        public boolean sendsExactly(String lastEventId) {
            return true;
        }
    }

    private void serve(SseHandler script) {
        server.on("/", script);
    }

    @Test
    void sends_the_request_with_its_name_to_the_next_address() throws Exception {
        serve(connection -> connection.stream("data: x\n\n"));
        open(named("/?q=1"), refused(), REFUSING, SERVING);

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        var request = server.nextRequest();
        assertThat(request.line()).isEqualTo("GET /?q=1 HTTP/1.1");
        assertThat(request.header("Host")).contains(named("/").getAuthority());
        assertThat(request.header("X-A")).contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT2562047788015215H30M7S"})
    void goes_on_whatever_time_an_attempt_has(Duration time) throws Exception {
        connectTimeout = time;
        serve(connection -> connection.stream("data: x\n\n"));
        open(named("/"), refused(), REFUSING, SERVING);

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
    }

    @Test
    void reports_an_error_after_it_left_the_first_one() throws Exception {
        open(named("/"), unleavable(first), REFUSING, SERVING);
        await().atMost(Patience.LIMIT).until(() -> first.get() != null);

        look.get().run();

        assertThat(calls.nextFailure()).isInstanceOf(InternalError.class).hasMessage("on purpose");
    }

    static Stream<SocketException> failuresWithoutNetwork() {
        return Stream.of(
                new BindException("on purpose"),
                new SocketException("Network is unreachable"),
                new SocketException("Invalid argument"),
                new SocketException("Protocol family unavailable"),
                new SocketException("Address family not supported by protocol"),
                new SocketException("Cannot assign requested address"),
                new SocketException("Operation not permitted"));
    }

    @ParameterizedTest
    @MethodSource("failuresWithoutNetwork")
    void goes_on_where_this_machine_has_no_network_for_the_first_one(SocketException failure) throws Exception {
        serve(connection -> connection.stream("data: x\n\n"));
        open(named("/"), failing(failure), REFUSING, SERVING);

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
    }

    @Test
    void fails_as_the_first_one_did_if_all_refuse() throws Exception {
        open(named("/"), refused(), REFUSING, "127.0.0.3");

        assertThat(calls.nextFailure()).isInstanceOf(ConnectException.class).hasMessage("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n3\r\ndat\r\n6;x=y\r\na: x\n\n\r\n0\r\n\r\n",
                "Content-Length: 9\r\n\r\ndata: x\n\nand more",
                "X-B: b\r\n\r\ndata: x\n\n"
            })
    void reads_a_body_however_it_is_framed(String rest) throws Exception {
        serve(connection -> connection.events(
                "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + rest));
        open(named("/"), refused(), REFUSING, SERVING);

        StringBuilder body = new StringBuilder();
        while (body.length() < "data: x\n\n".length()) {
            body.append(calls.nextPiece());
        }
        assertThat(body).hasToString("data: x\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n5\r\nda",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
                "Content-Length: 9\r\n\r\nda",
                "Content-Length: -1\r\n\r\nda",
                "Transfer-Encoding: gzip\r\n\r\nda"
            })
    void fails_over_a_body_that_is_torn_or_framed_in_no_way_that_is_known(String rest) throws Exception {
        serve(connection -> connection.events("HTTP/1.1 200 OK\r\n" + rest));
        open(named("/"), refused(), REFUSING, SERVING);

        assertThat(calls.nextFailure()).isInstanceOf(java.io.IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: abc", "Content-Length: -1", "Content-Length: ", "Transfer-Encoding: gzip"})
    void does_not_open_a_body_that_is_framed_in_no_way_that_is_known(String header) throws Exception {
        serve(connection -> connection.events("HTTP/1.1 200 OK\r\nX-A: a\r\n" + header + "\r\n\r\nda"));
        open(named("/"), refused(), REFUSING, SERVING);

        assertThat(calls.nextUnreadable().values("X-A")).containsExactly("a");
        assertThat(calls.nextLasting()).isTrue();
        assertThat(calls.hasResponse()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", ": no name", " : no name", "\u0001: no name", ":"})
    void ignores_a_line_that_is_no_header(String line) throws Exception {
        serve(connection ->
                connection.events("HTTP/1.1 200 OK\r\nX-A: a\r\n" + line + "\r\nX-B: b\r\n\r\ndata: x\n\n"));
        open(named("/"), refused(), REFUSING, SERVING);

        assertThat(calls.nextResponse().headers().map()).containsOnlyKeys("X-A", "X-B");
        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
    }

    @Test
    void fails_over_a_head_without_an_end() throws Exception {
        serve(connection -> {
            connection.events("HTTP/1.1 200 OK\r\nX: ");
            String much = "x".repeat(100_000);
            for (int times = 0; times < 5; times++) {
                connection.events(much);
            }
            connection.waitForClientClose();
        });
        open(named("/"), refused(), REFUSING, SERVING);

        assertThat(calls.nextFailure()).hasMessageContaining("the answer's head has more than");
    }

    @Test
    void lets_the_connection_go_when_it_is_cancelled() throws Exception {
        serve(connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
            left.open();
        });
        Exchange exchange = open(named("/"), refused(), REFUSING, SERVING);
        calls.nextPiece();

        exchange.cancel();

        left.await();
        assertThat(calls.hasFailed()).isFalse();
    }

    @Test
    void leaves_an_address_that_takes_no_connection_in_its_time() throws Exception {
        serve(connection -> connection.stream("data: x\n\n"));
        open(named("/"), silent(), REFUSING, SERVING);
        await().atMost(Patience.LIMIT).until(() -> first.get() != null);

        look.get().run();

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        assertThat(first.get().onResponse(response())).isFalse();
    }

    /** The first address may have got the request. */
    @Test
    void stays_with_a_silent_address_when_the_request_is_not_repeated() throws Exception {
        repeats = false;
        open(named("/"), silent(), REFUSING, SERVING);
        await().atMost(Patience.LIMIT).until(() -> first.get() != null);

        assertThat(look.get()).isSameAs(NO_LOOK);
    }

    @Test
    void stays_with_a_first_address_that_is_slow_to_answer() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getByName(SERVING))) {
            open(URI.create("http://many.test:" + slow.getLocalPort() + "/"), silent(), SERVING, REFUSING);
            await().atMost(Patience.LIMIT).until(() -> first.get() != null);

            look.get().run();
            try (Socket probe = slow.accept()) {
                assertThat(probe.getInputStream().read()).isEqualTo(-1);
            }

            assertThat(first.get().onResponse(response())).isTrue();
        }
    }

    /** A proxy would prove nothing about the connection of the first transport, which uses none. */
    @Test
    void asks_no_socks_proxy_whether_the_first_address_is_slow() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getByName(SERVING));
                ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getByName(SERVING))) {
            System.setProperty("socksProxyHost", SERVING);
            System.setProperty("socksProxyPort", String.valueOf(proxy.getLocalPort()));
            System.setProperty("socksNonProxyHosts", "");
            open(URI.create("http://many.test:" + slow.getLocalPort() + "/"), silent(), SERVING, REFUSING);
            await().atMost(Patience.LIMIT).until(() -> first.get() != null);

            look.get().run();
            slow.setSoTimeout((int) Patience.LIMIT.toMillis());
            try (Socket probe = slow.accept()) {
                assertThat(probe.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            System.clearProperty("socksProxyHost");
            System.clearProperty("socksProxyPort");
            System.clearProperty("socksNonProxyHosts");
        }
    }

    private static Response response() {
        return Response.of(200);
    }

    @Test
    void has_tls_check_the_name() throws Exception {
        SSLContext usual = SSLContext.getDefault();
        SSLContext.setDefault(SelfSigned.context("dns:many.test"));
        try (TlsServer secure = new TlsServer(SSLContext.getDefault())) {
            open(secure.uri("many.test"), refused(), REFUSING, SERVING);
            assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
            assertThat(secure.requestedName()).isEqualTo("many.test");
        } finally {
            SSLContext.setDefault(usual);
        }
    }

    @Test
    void has_tls_refuse_the_certificate_of_another_name() throws Exception {
        SSLContext usual = SSLContext.getDefault();
        SSLContext.setDefault(SelfSigned.context("dns:other.test"));
        try (TlsServer secure = new TlsServer(SSLContext.getDefault())) {
            open(secure.uri("many.test"), refused(), REFUSING, SERVING);
            assertThat(calls.nextFailure()).isInstanceOf(SSLException.class);
        } finally {
            SSLContext.setDefault(usual);
        }
    }
}
