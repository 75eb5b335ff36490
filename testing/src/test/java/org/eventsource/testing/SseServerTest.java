package org.eventsource.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private SseServer server;

    @BeforeEach
    void start() {
        server = SseServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsStatusHeadersAndEventsAndEndsByClosing() throws Exception {
        server.on("/prices", connection -> connection.stream("id: 1\ndata: ü\n\n"));

        HttpResponse<String> response = get("/prices");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(response.body()).isEqualTo("id: 1\ndata: ü\n\n");
    }

    @Test
    void playsOneScriptAfterTheOtherAndStaysWithTheLast() throws Exception {
        server.on("/prices", connection -> connection.stream("data: x\n\n"), connection -> connection.respond(204));

        assertThat(get("/prices").statusCode()).isEqualTo(200);
        assertThat(get("/prices").statusCode()).isEqualTo(204);
        assertThat(get("/prices").statusCode()).isEqualTo(204);
    }

    @Test
    void findsNothingWhereNoScriptIs() throws Exception {
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void recordsTheRequestsInOrder() throws Exception {
        get("/a?from=1");
        get("/b", "Last-Event-ID", "7");

        SseRequest first = server.nextRequest();
        assertThat(first.line()).isEqualTo("GET /a?from=1 HTTP/1.1");
        assertThat(first.path()).isEqualTo("/a");
        assertThat(first.lastEventId()).isEmpty();
        assertThat(server.pendingRequests()).hasSize(1);
        assertThat(server.nextRequest().header("LAST-event-id")).contains("7");
        assertThat(server.pendingRequests()).isEmpty();
    }

    @Test
    void sendsEachPieceAtOnce() throws Exception {
        var secondPiece = new CountDownLatch(1);
        server.on("/prices", connection -> {
            connection.stream("data: one\n\n");
            secondPiece.await();
            connection.events("data: two\n\n");
        });

        try (InputStream body = open("/prices")) {
            assertThat(new String(body.readNBytes(11))).isEqualTo("data: one\n\n");
            secondPiece.countDown();
            assertThat(new String(body.readAllBytes())).isEqualTo("data: two\n\n");
        }
    }

    @Test
    void seesTheClientLeave() throws Exception {
        var left = new CountDownLatch(1);
        server.on("/prices", connection -> {
            connection.stream("data: one\n\n");
            connection.waitForClientClose();
            left.countDown();
        });

        open("/prices").close();

        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tearsTheConnection() {
        server.on("/prices", connection -> {
            connection.stream("data: half");
            connection.reset();
        });

        assertThatThrownBy(() -> get("/prices")).isInstanceOf(IOException.class).hasStackTraceContaining("reset");
    }

    @Test
    void failsTheTestWhenAScriptHasFailed() throws Exception {
        try (InputStream body = openFailing()) {
            assertThat(body.readAllBytes()).isEmpty();
            assertThatThrownBy(server::close)
                    .isInstanceOf(AssertionError.class)
                    .satisfies(error -> assertThat(error.getSuppressed()[0]).hasMessageContaining("within PT0.01S"));
        }
        server = SseServer.start();
    }

    @Test
    void recordsTheBodyOfARequest() throws Exception {
        send("POST", BodyPublishers.ofString("{\"query\":\"ü\"}"));

        SseRequest request = server.nextRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo("{\"query\":\"ü\"}");
    }

    @Test
    void recordsAChunkedBody() throws Exception {
        send("PUT", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("one two".getBytes(UTF_8))));

        assertThat(server.nextRequest().body()).isEqualTo("one two");
    }

    @Nested
    class Scripts {

        @Test
        void answerOneConnectionAfterTheOther() throws Exception {
            server.stream("/prices").open().message("x").end().fail(503, "Retry-After: 7");

            assertThat(get("/prices").body()).isEqualTo("data: x\n\n");
            HttpResponse<String> second = get("/prices");
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).contains("7");
        }

        @Test
        void areContinuedWhileAConnectionIsOpen() throws Exception {
            StreamScript prices = server.stream("/prices").open().message("one");

            try (InputStream body = open("/prices")) {
                assertThat(new String(body.readNBytes(11))).isEqualTo("data: one\n\n");
                prices.message("two").end();
                assertThat(new String(body.readAllBytes())).isEqualTo("data: two\n\n");
            }
        }

        @Test
        void areOneForEachPath() {
            assertThat(server.stream("/prices")).isSameAs(server.stream("/prices"));
            assertThat(server.stream("/prices")).isNotSameAs(server.stream("/others"));
        }

        @Test
        void answerAConnectionThatWaits() throws Exception {
            StreamScript prices = server.stream("/prices");
            CompletableFuture<HttpResponse<String>> waiting = getLater("/prices");
            server.nextRequest();
            prices.fail(204);

            assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        }

        @Test
        void writeFieldsAndLines() throws Exception {
            server.stream("/prices")
                    .open()
                    .retry(Duration.ofSeconds(2))
                    .id("7")
                    .message("tick", "a\r\nb\n")
                    .send(": half")
                    .end();

            assertThat(get("/prices").body())
                    .isEqualTo("retry: 2000\nid: 7\nevent: tick\ndata: a\ndata: b\ndata: \n\n: half");
        }

        @Test
        void sendEverythingBeforeACut() throws Exception {
            server.stream("/prices").open().message("x").cut();

            try (InputStream body = open("/prices")) {
                assertThat(new String(body.readNBytes(9))).isEqualTo("data: x\n\n");
                assertThatThrownBy(body::read).isInstanceOf(IOException.class);
            }
        }

        @Test
        void refuseAConnection() {
            server.stream("/prices").refuse().refuse();

            assertThatThrownBy(() -> get("/prices")).isInstanceOf(IOException.class);
        }

        @Test
        void pauseAndGoOn() throws Exception {
            server.stream("/prices")
                    .open()
                    .pause(Duration.ofMillis(1))
                    .message("x")
                    .end();

            assertThat(get("/prices").body()).isEqualTo("data: x\n\n");
        }

        @Test
        void endAtTheCloseOfTheServerWhateverTheyWaitFor() throws Exception {
            server.stream("/prices").open().pause(Duration.ofDays(1)).message("x");
            server.stream("/others").open();

            try (InputStream paused = open("/prices");
                    InputStream silent = open("/others")) {
                server.close();
                assertThatThrownBy(paused::read).isInstanceOf(IOException.class);
                assertThatThrownBy(silent::read).isInstanceOf(IOException.class);
            }
        }

        @Test
        void haveStepsOnlyOnAnOpenConnection() {
            StreamScript prices = server.stream("/prices");

            assertThatThrownBy(() -> prices.message("x")).hasMessageContaining("call open() first");
            prices.open().end();
            assertThatThrownBy(prices::cut).isInstanceOf(IllegalStateException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\nb", "a\rb", "a\0b"})
        void acceptNoLineEndsInFields(String value) {
            StreamScript prices = server.stream("/prices").open();

            assertThatThrownBy(() -> prices.message(value, "x")).hasMessageContaining("event: has a line end");
            assertThatThrownBy(() -> prices.id(value)).hasMessageContaining("id: has a line end");
        }

        @Test
        void checkStatusHeadersAndTimes() {
            StreamScript prices = server.stream("/prices");

            assertThatThrownBy(() -> prices.fail(100)).hasMessageContaining("not from 200 to 599: 100");
            assertThatThrownBy(() -> prices.fail(503, "Retry-After")).hasMessageContaining("not a name, a colon");
            assertThatThrownBy(() -> prices.fail(503, "A: b\r\nC: d")).hasMessageContaining("not a name, a colon");
            assertThatThrownBy(() -> prices.open().pause(Duration.ofMillis(-1))).hasMessageContaining("negative");
        }

        @Test
        void takeTheirPathFromHandlersAndLoseItToThem() throws Exception {
            server.on("/prices", connection -> connection.respond(204));
            server.stream("/prices").fail(503);
            assertThat(get("/prices").statusCode()).isEqualTo(503);

            server.on("/prices", connection -> connection.respond(204));
            assertThat(get("/prices").statusCode()).isEqualTo(204);
        }
    }

    private void send(String method, HttpRequest.BodyPublisher body) throws Exception {
        client.send(
                HttpRequest.newBuilder(server.uri("/queries"))
                        .method(method, body)
                        .build(),
                BodyHandlers.discarding());
    }

    private CompletableFuture<HttpResponse<String>> getLater(String path) {
        return client.sendAsync(HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofString());
    }

    private InputStream openFailing() throws Exception {
        server.on("/prices", connection -> {
            connection.stream();
            connection.waitForClientClose(Duration.ofMillis(10));
        });
        return open("/prices");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path)).timeout(Patience.LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private InputStream open(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofInputStream())
                .body();
    }
}
