package org.eventsource.itests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SseServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private SseServer server;

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws Exception {
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
        var secondPiece = new Gate();
        server.on("/prices", connection -> {
            connection.stream("data: one\n\n");
            secondPiece.await();
            connection.events("data: two\n\n");
        });

        try (InputStream body = open("/prices")) {
            assertThat(new String(body.readNBytes(11))).isEqualTo("data: one\n\n");
            secondPiece.open();
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
