package org.eventsource.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the running demo, without a browser. {@code itests/demo-page} has the tests with one. */
@Timeout(60)
class PageServerTest {

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

    private static Application application;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws IOException {
        Logs.quiet();
        var out = new PrintStream(PRINTED, true, StandardCharsets.UTF_8);
        application = Application.ofOwnStream(new Screen(out, ZoneOffset.UTC, false, true, 80));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void itsAddressIsPrinted() {
        assertThat(PRINTED.toString(StandardCharsets.UTF_8))
                .contains("See it in a browser, and break it there: " + application.page() + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', text/html;charset=UTF-8",
        "demo.html, text/html;charset=UTF-8",
        "demo.css, text/css;charset=UTF-8",
        "demo.js, text/javascript;charset=UTF-8",
        "console.html, text/html;charset=UTF-8",
        "console.css, text/css;charset=UTF-8",
        "console.js, text/javascript;charset=UTF-8",
        "icon.svg, image/svg+xml"
    })
    void hasTheFilesOfThePages(String file, String type) throws Exception {
        HttpResponse<String> response = get(file);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beans.xml", "META-INF/beans.xml", "..%2FMETA-INF%2Fbeans.xml", "server/break"})
    void hasNoOtherFiles(String file) throws Exception {
        assertThat(get(file).statusCode()).isIn(400, 404, 405);
    }

    @Test
    void letsAPageLoadNothingFromElsewhere() throws Exception {
        String policy = get("").headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy.split("; "))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'")
                .filteredOn(directive -> directive.startsWith("connect-src"))
                .singleElement()
                .asString()
                .matches("connect-src 'self' http://127\\.0\\.0\\.1:\\d+");
        assertThat(get("demo.js").headers().firstValue("Content-Security-Policy"))
                .contains(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "console.html"})
    void itsPagesHaveNoScriptAndNoStyleInline(String file) throws Exception {
        assertThat(get(file).body())
                .doesNotContain("<style", "style=", " onclick", " onload", "javascript:")
                .doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void refusesAButtonThatAnotherSitePresses() throws Exception {
        assertThat(post("server/break", "http://elsewhere.example").statusCode())
                .isEqualTo(403);
        assertThat(post("server/break", "null").statusCode()).isEqualTo(403);
        assertThat(post("server/nothing", own()).statusCode()).isEqualTo(404);
        assertThat(post("server/break", own()).statusCode()).isEqualTo(204);
    }

    /** A site can give its own name the address 127.0.0.1. */
    @Test
    void refusesAnotherHostName() throws Exception {
        try (var socket = new Socket("127.0.0.1", application.page().getPort())) {
            OutputStream request = socket.getOutputStream();
            request.write("GET /streams HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            request.flush();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void hasTheStateOfEachStream() throws Exception {
        JsonObject stream = stream();
        while (stream.getInt("events") == 0 || !stream.containsKey("openSince")) {
            stream = stream();
        }

        assertThat(stream.getString("key")).isEqualTo("quotes");
        assertThat(stream.getString("url")).startsWith("http://127.0.0.1:");
        assertThat(stream.getString("state")).isEqualTo("OPEN");
        assertThat(stream.getBoolean("paused")).isFalse();
        assertThat(stream.getInt("connections")).isPositive();
        assertThat(stream.getInt("attempt")).isZero();
        assertThat(stream.getInt("unfinished")).isZero();
        assertThat(Instant.parse(stream.getString("lastEvent"))).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void hasTheReasonOfTheLastFailure() throws Exception {
        assertThat(post("server/break", own()).statusCode()).isEqualTo(204);
        JsonObject stream = stream();
        while (stream.getInt("failures") == 0) {
            stream = stream();
        }

        assertThat(stream.getJsonObject("lastError").getString("reason")).isNotEmpty();
    }

    private JsonObject stream() throws Exception {
        try (JsonReader json = Json.createReader(new StringReader(get("streams").body()))) {
            return json.readObject().getJsonArray("streams").getJsonObject(0);
        }
    }

    @Test
    void passesOnWhatTheJavaSourceReceives() throws Exception {
        HttpResponse<InputStream> response = client.send(request("java").build(), BodyHandlers.ofInputStream());

        try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines()
                    .filter(line -> !line.isEmpty())
                    .takeWhile(line -> !line.equals("event: received"))
                    .toList();
            assertThat(lines.get(0)).isEqualTo("event: hello");
            assertThat(lines.get(1)).startsWith("data: {\"stream\":\"http://127.0.0.1:");
            assertThat(reader.readLine()).startsWith("data: {\"id\":\"");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String origin) throws Exception {
        return client.send(
                request(path)
                        .header("Origin", origin)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(application.page() + path)).timeout(Duration.ofSeconds(10));
    }

    private static String own() {
        return "http://127.0.0.1:" + application.page().getPort();
    }
}
