package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.eclipse.jetty.http.HttpVersion.HTTP_2;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Patience;
import org.eventsource.itests.support.SelfSigned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a POST request arrives at a server over HTTP/2. */
class Http2PostTest {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static SSLContext keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = SelfSigned.context("ip:127.0.0.1");
    }

    private static EventSource.Builder post(Http2Server server) {
        return EventSource.builder(server.uri())
                .httpClient(HttpClient.newBuilder().sslContext(keys).build())
                .method("POST")
                .body("application/json", "{\"order\":1}")
                .reconnectionTime(SHORTEST)
                .maxReconnectionTime(SHORTEST);
    }

    private static void openUntilClosed(EventSource.Builder builder) {
        try (EventSource source = builder.open()) {
            await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 503})
    void is_one_for_a_refusal(int status) throws Exception {
        try (Http2Server server = Http2Server.start(keys, 100, Http2Server.refusing(status))) {
            openUntilClosed(post(server));

            assertThat(server.requests()).containsExactly(HTTP_2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void is_one_for_each_attempt_that_the_application_allows(int status) throws Exception {
        try (Http2Server server = Http2Server.start(keys, 100, Http2Server.refusing(status))) {
            openUntilClosed(post(server).reconnect(true).reconnectOn(status).maxAttempts(3));

            assertThat(server.requests()).containsExactly(HTTP_2, HTTP_2, HTTP_2);
        }
    }

    private static Consumer<Stream> resetting(ErrorCode error) {
        return stream -> stream.reset(new ResetFrame(stream.getId(), error.code), Callback.NOOP);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"INTERNAL_ERROR", "CANCEL_STREAM_ERROR", "ENHANCE_YOUR_CALM_ERROR", "HTTP_1_1_REQUIRED_ERROR"})
    void is_one_for_a_stream_that_the_server_resets(ErrorCode error) throws Exception {
        try (Http2Server server = Http2Server.start(keys, 100, resetting(error))) {
            openUntilClosed(post(server));

            assertThat(server.requests()).containsExactly(HTTP_2);
        }
    }

    /** By RFC 9113, section 8.7, such a request was not processed. The client of Java 25 sends it again. */
    @Test
    void is_two_at_most_for_a_stream_that_the_server_has_not_processed() throws Exception {
        try (Http2Server server = Http2Server.start(keys, 100, resetting(ErrorCode.REFUSED_STREAM_ERROR))) {
            openUntilClosed(post(server));

            assertThat(server.requests()).hasSizeBetween(1, 2).containsOnly(HTTP_2);
        }
    }
}
