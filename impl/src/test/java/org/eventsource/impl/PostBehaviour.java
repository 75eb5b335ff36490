package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a method and a body, as the server receives and counts them, over any transport. */
abstract class PostBehaviour extends TransportFixture {

    private static final String JSON = "application/json";

    /** Chooses the transport under test. */
    abstract EventSource.Builder choose(EventSource.Builder builder);

    /** Returns whether the client reads the body of a refusal of a POST. */
    boolean readsBodyOf(int status) {
        return true;
    }

    private EventSource.Builder post(String path) {
        return choose(EventSource.builder(server.url(path)).reconnectionTime(Duration.ofMillis(100)))
                .addEventListener(Event.class, recorder)
                .method("POST");
    }

    @Nested
    class A_body {

        @Test
        void is_sent_with_its_type() throws Exception {
            server.on("/", streaming("data: x\n\n"));
            open(post("/").body(JSON, "{\"é\":\"😀\"}"));
            SseRequest request = server.nextRequest();
            recorder.nextOpen();

            assertThat(request.line()).isEqualTo("POST / HTTP/1.1");
            assertThat(request.header("Content-Type")).contains(JSON);
            assertThat(request.header("Accept")).contains("text/event-stream");
            assertThat(request.body()).isEqualTo("{\"é\":\"😀\"}");
            assertThat(recorder.nextMessage().data()).isEqualTo("x");
        }

        @Test
        void is_as_it_was_when_it_was_given() throws Exception {
            byte[] bytes = {'a', 'b'};
            EventSource.Builder builder = post("/").body("text/plain", bytes);
            bytes[0] = 'x';
            open(builder);

            assertThat(server.nextRequest().body()).isEqualTo("ab");
        }

        @Test
        void is_supplied_for_each_source() throws Exception {
            AtomicInteger calls = new AtomicInteger();
            EventSource.Builder builder = post("/").body(JSON, () -> "" + calls.incrementAndGet());
            open(builder);
            assertThat(server.nextRequest().body()).isEqualTo("1");
            open(builder);
            assertThat(server.nextRequest().body()).isEqualTo("2");
        }

        @Test
        void is_sent_again_if_the_application_lets_the_source_reconnect() throws Exception {
            server.on("/", connection -> connection.stream("data: x\n\n"), streaming("data: x\n\n"));
            open(post("/").body(JSON, "{}").reconnect(true));
            assertThat(server.nextRequest().body()).isEqualTo("{}");
            assertThat(server.nextRequest().body()).isEqualTo("{}");
        }

        @Test
        void may_be_absent() throws Exception {
            open(post("/"));
            SseRequest request = server.nextRequest();

            assertThat(request.line()).isEqualTo("POST / HTTP/1.1");
            assertThat(request.body()).isEmpty();
        }

        @Test
        void has_the_type_that_was_given_with_it() throws Exception {
            open(post("/").header("Content-Type", "text/plain").body("application/json;charset=utf-8", "{}"));

            assertThat(server.nextRequest().header("Content-Type").orElseThrow().replace(" ", ""))
                    .isEqualToIgnoringCase("application/json;charset=utf-8");
        }

        @Test
        void fails_the_attempt_when_its_supplier_does() throws Exception {
            EventSource source = open(post("/").body(JSON, () -> {
                throw new IllegalStateException("on purpose");
            }));

            assertThat(recorder.nextError().reason()).isEqualTo("the supplier of the body failed: on purpose");
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void fails_the_attempt_when_its_supplier_returns_null() throws Exception {
            open(post("/").body(JSON, () -> null));

            assertThat(recorder.nextError().reason()).isEqualTo("the supplier of the body failed: it returned null");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "options"})
    void a_method_is_sent_in_upper_case(String method) throws Exception {
        open(post("/").method(method).body("text/plain", "b"));

        assertThat(server.nextRequest().line()).isEqualTo(method.toUpperCase(Locale.ROOT) + " / HTTP/1.1");
    }

    @Nested
    class A_redirect {

        private void redirect(int status, String target) {
            server.on("/", connection -> connection.respond(status, "Location: " + target, "Content-Length: 0"));
        }

        @ParameterizedTest
        @ValueSource(ints = {307, 308})
        void that_keeps_the_method_sends_the_body_again(int status) throws Exception {
            redirect(status, "/b");
            open(post("/").body(JSON, "{}").header("X-A", "a"));
            server.nextRequest();
            SseRequest second = server.nextRequest();

            assertThat(second.line()).isEqualTo("POST /b HTTP/1.1");
            assertThat(second.body()).isEqualTo("{}");
            assertThat(second.header("Content-Type")).contains(JSON);
            assertThat(second.header("X-A")).contains("a");
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303})
        void with_another_status_becomes_a_get(int status) throws Exception {
            redirect(status, "/b");
            open(post("/").body(JSON, "{}").header("Content-Language", "en").header("X-A", "a"));
            server.nextRequest();
            SseRequest second = server.nextRequest();

            assertThat(second.line()).isEqualTo("GET /b HTTP/1.1");
            assertThat(second.body()).isEmpty();
            assertThat(second.headers()).doesNotContainKeys("Content-Type", "Content-Language");
            assertThat(second.header("X-A")).contains("a");
        }

        @ParameterizedTest
        @ValueSource(ints = {307, 308})
        void that_keeps_the_method_is_not_followed_to_another_origin(int status) throws Exception {
            try (SseServer other = SseServer.start()) {
                redirect(status, other.url("/b"));
                EventSource source = open(post("/").body(JSON, "secret"));
                ErrorEvent error = recorder.nextError();

                assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
                assertThat(error.status()).hasValue(status);
                assertThat(error.reason()).contains(", which does not get a POST request");
                assertThat(other.pendingRequests()).isEmpty();
            }
        }

        @Test
        void with_another_status_is_followed_to_another_origin_without_the_body() throws Exception {
            try (SseServer other = SseServer.start()) {
                redirect(303, other.url("/b"));
                EventSource source = open(post("/").body(JSON, "secret"));
                SseRequest second = other.nextRequest();
                source.close();

                assertThat(second.line()).isEqualTo("GET /b HTTP/1.1");
                assertThat(second.body()).isEmpty();
            }
        }
    }

    /** The nine ways in which a request can end badly. */
    static Map<String, SseHandler> cuts() {
        return Map.of(
                "before the head", SseConnection::close,
                "in the head", connection -> connection.bytes("HTTP/1.1 200 O".getBytes(US_ASCII)),
                "after the head", SseConnection::stream,
                "in an event", connection -> connection.stream("data: x\n\ndata: y"),
                "between events", connection -> connection.stream("id: 1\ndata: x\n\n"),
                "by RST", SseConnection::reset,
                "by a time-out", SseConnection::waitForClientClose,
                "by 503", connection -> connection.respond(503, "Retry-After: 0", "Content-Length: 0"),
                "by a redirect", connection -> connection.respond(307, "Location: /b", "Content-Length: 0"));
    }

    static List<String> namesOfCuts() {
        return cuts().keySet().stream().sorted().toList();
    }

    /** A POST that is sent twice is an order that is placed twice. */
    @ParameterizedTest
    @MethodSource("namesOfCuts")
    void a_post_is_sent_once_to_each_url_whatever_cuts_it(String cut) throws Exception {
        server.on("/", cuts().get(cut)).on("/b", SseConnection::close);
        EventSource source = open(post("/")
                .body(JSON, "{\"order\":1}")
                .reconnectOn(503)
                .connectTimeout(Duration.ofMillis(cut.contains("time-out") ? 2_000 : 10_000)));

        await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
        assertThat(linesUpTo("/last"))
                .containsExactlyElementsOf(
                        cut.contains("redirect")
                                ? List.of("POST / HTTP/1.1", "POST /b HTTP/1.1")
                                : List.of("POST / HTTP/1.1"));
    }

    /** {@code HttpURLConnection} throws an exception for some of these if it has sent a body in chunks. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 407, 413, 429, 500, 503})
    void a_refusal_of_a_post_has_its_status_and_its_body(int status) throws Exception {
        server.on("/", connection -> {
            connection.respond(
                    status,
                    "Content-Type: text/plain",
                    "Content-Length: 3",
                    "WWW-Authenticate: Basic realm=\"a\"",
                    "Proxy-Authenticate: Basic realm=\"a\"");
            connection.events("why");
        });
        EventSource source = open(post("/").body(JSON, "{}"));
        ErrorEvent error = recorder.nextError();

        assertThat(error.status()).hasValue(status);
        assertThat(error.headers().orElseThrow().firstValue("Content-Length")).hasValue("3");
        assertThat(error.body().orElse("")).isEqualTo(readsBodyOf(status) ? "why" : "");
        assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before the head", "by RST"})
    void a_post_without_a_body_is_sent_once_too(String cut) throws Exception {
        server.on("/", cuts().get(cut));
        EventSource source = open(post("/"));

        await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
        assertThat(linesUpTo("/last")).containsExactly("POST / HTTP/1.1");
    }

    /** Returns the requests before the request of a later source. A repeated request would be one of them. */
    private List<String> linesUpTo(String lastPath) throws InterruptedException {
        open(choose(EventSource.builder(server.url(lastPath))));
        List<String> lines = new ArrayList<>();
        for (String line = server.nextRequest().line();
                !line.contains(lastPath);
                line = server.nextRequest().line()) {
            lines.add(line);
        }
        return lines;
    }
}
