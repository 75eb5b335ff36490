package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.jetty.http.HttpVersion.HTTP_1_1;
import static org.eclipse.jetty.http.HttpVersion.HTTP_2;

import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Calls;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.Request;
import org.eventsource.itests.support.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a server refuses over HTTP/2. */
class Http2RefusalTest {

    private static final int HTTP_1_1_REQUIRED = 0xd;

    private static SSLContext keys;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final JdkClient client =
            JdkClient.ofApplication(HttpClient.newBuilder().sslContext(keys).build(), executor);
    private final Calls calls = new Calls();
    private Http2Server server;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = SelfSigned.context("ip:127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        client.stop().run();
        server.close();
        executor.shutdown();
    }

    private void start(int maxStreams, Consumer<Stream> onStream) throws Exception {
        server = Http2Server.start(keys, maxStreams, onStream);
    }

    private Exchange open() {
        return client.transport(ApplicationExecutor.on(executor))
                .open(() -> new Request(server.uri(), Map.of(), "", true), calls);
    }

    private static Consumer<Stream> resetting(int error) {
        return stream -> stream.reset(new ResetFrame(stream.getId(), error), Callback.NOOP);
    }

    @Test
    void of_one_more_than_its_limit_makes_it_a_request_of_http_1_1() throws Exception {
        start(1, Http2Server::answer);
        open();
        calls.nextResponse();

        open();

        assertThat(calls.nextResponse().status()).isEqualTo(200);
        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        assertThat(server.requests()).containsExactly(HTTP_2, HTTP_1_1);
        assertThat(calls.hasFailed()).isFalse();
    }

    @Test
    void of_a_stream_makes_it_a_request_of_http_1_1() throws Exception {
        start(100, resetting(ErrorCode.REFUSED_STREAM_ERROR.code));

        open();

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        assertThat(server.requests()).endsWith(HTTP_1_1);
        assertThat(calls.hasFailed()).isFalse();
    }

    private void openOnce() {
        client.transportWithoutRepeats(ApplicationExecutor.on(executor), executor)
                .open(() -> new Request(server.uri(), Map.of(), "", true), calls);
    }

    @Test
    void is_a_failure_for_a_request_that_is_not_repeated() throws Exception {
        start(100, resetting(ErrorCode.REFUSED_STREAM_ERROR.code));

        openOnce();

        // Java 25 tries to send it again by itself.
        assertThat(calls.nextFailure())
                .hasMessageContaining(
                        Runtime.version().feature() < 25
                                ? "Stream not processed"
                                : "the request was sent and is not repeated");
        assertThat(server.requests()).containsExactly(HTTP_2);
    }

    /** Java 17 reads such an answer. Java 25 refuses it. */
    @Test
    void by_the_client_of_a_header_is_a_failure_for_a_request_that_is_not_repeated() throws Exception {
        start(100, Http2Server.answeringWith("connection"));

        openOnce();

        if (Runtime.version().feature() < 25) {
            assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        } else {
            assertThat(calls.nextFailure()).hasMessageContaining("Prohibited header name");
        }
        assertThat(server.requests()).containsExactly(HTTP_2);
    }

    @Test
    void of_one_more_than_its_limit_makes_it_a_request_of_http_1_1_that_is_sent_once() throws Exception {
        start(1, Http2Server::answer);
        openOnce();
        calls.nextResponse();

        openOnce();

        assertThat(calls.nextResponse().status()).isEqualTo(200);
        assertThat(server.requests()).containsExactly(HTTP_2, HTTP_1_1);
        assertThat(calls.hasFailed()).isFalse();
    }

    @Test
    void does_not_concern_a_request_that_is_sent_once_and_answered() throws Exception {
        start(100, Http2Server::answer);

        openOnce();

        assertThat(calls.nextResponse().status()).isEqualTo(200);
        assertThat(server.requests()).containsExactly(HTTP_2);
    }

    @Test
    void of_all_further_streams_makes_it_a_request_of_http_1_1() throws Exception {
        start(
                100,
                stream -> ((HTTP2Session) stream.getSession())
                        .goAway(new GoAwayFrame(0, ErrorCode.NO_ERROR.code, null), Callback.NOOP));

        open();

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        assertThat(server.requests()).endsWith(HTTP_1_1);
        assertThat(calls.hasFailed()).isFalse();
    }

    @Test
    void of_http_2_itself_makes_it_a_request_of_http_1_1() throws Exception {
        start(100, resetting(HTTP_1_1_REQUIRED));

        open();

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        assertThat(server.requests()).containsExactly(HTTP_2, HTTP_1_1);
    }

    /** Java 17 reads such an answer. Java 25 refuses it. */
    @ParameterizedTest
    @ValueSource(strings = {"connection", "keep-alive", "upgrade", "proxy-connection"})
    void by_the_client_of_a_header_makes_it_a_request_of_http_1_1(String header) throws Exception {
        start(100, Http2Server.answeringWith(header));

        open();

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        assertThat(calls.hasFailed()).isFalse();
    }

    @Test
    void for_another_reason_is_a_failure() throws Exception {
        start(100, resetting(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code));

        open();

        assertThat(calls.nextFailure()).hasMessage("Received RST_STREAM: Processing capacity exceeded");
        assertThat(server.requests()).containsExactly(HTTP_2);
    }

    @Test
    void leaves_an_exchange_that_can_be_cancelled() throws Exception {
        start(100, resetting(HTTP_1_1_REQUIRED));
        server.beSilent();
        Exchange exchange = open();
        server.awaitRequests(2);

        exchange.cancel();

        server.awaitLeaving();
    }
}
