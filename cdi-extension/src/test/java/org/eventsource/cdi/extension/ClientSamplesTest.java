package org.eventsource.cdi.extension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eventsource.EventSource;
import org.eventsource.itests.support.CertificateAuthority;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.HttpProxy;
import org.eventsource.itests.support.Patience;
import org.eventsource.itests.support.StoreFiles;
import org.eventsource.itests.support.TlsRelay;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in {@code docs/language-models.md} and {@code docs/security.md}. */
class ClientSamplesTest {

    private final SseServer server = SseServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    /** Asks the sample, and gives the browser's side of the answer to a reader. */
    private <T> T answerToBrowser(Reading<T> reading) throws Exception {
        HttpServer own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        own.createContext("/answer", new TokensToBrowser(server.url("/chat"), "small", () -> "key")::answer);
        own.start();
        URI uri = URI.create("http://127.0.0.1:" + own.getAddress().getPort() + "/answer?why");
        try (InputStream body = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            return reading.read(lines);
        } finally {
            own.stop(0);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(BufferedReader lines) throws Exception;
    }

    private static String rest(BufferedReader lines) throws IOException {
        StringWriter rest = new StringWriter();
        lines.transferTo(rest);
        return rest.toString();
    }

    private static String token(String content) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + content + "\"}}]}\n\n";
    }

    @Test
    void an_answer_is_passed_on_token_by_token() throws Exception {
        Gate first = new Gate();
        server.on("/chat", connection -> {
            connection.stream(token("be"));
            first.await();
            connection.events(token("cause\\n") + "data: [DONE]\n\n");
            connection.waitForClientClose();
        });

        String rest = answerToBrowser(lines -> {
            assertThat(lines.readLine()).isEqualTo("data: \"be\"");
            first.open();
            return rest(lines);
        });

        assertThat(rest).isEqualTo("\ndata: \"cause\\n\"\n\nevent: done\ndata:\n\n");
        SseRequest request = server.nextRequest();
        assertThat(request.line()).isEqualTo("POST /chat HTTP/1.1");
        assertThat(request.header("Authorization")).contains("Bearer key");
        assertThat(request.body())
                .isEqualTo("{\"model\":\"small\",\"stream\":true,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"why\"}]}");
    }

    @Test
    void an_answer_ends_when_the_browser_leaves() throws Exception {
        Gate browserLeft = new Gate();
        Gate modelEnded = new Gate();
        server.on("/chat", connection -> {
            connection.stream(token("be"));
            browserLeft.await();
            try {
                while (true) {
                    connection.events(token("more"));
                }
            } catch (IOException e) {
                modelEnded.open();
            }
        });

        answerToBrowser(lines -> {
            assertThat(lines.readLine()).isEqualTo("data: \"be\"");
            lines.close();
            browserLeft.open();
            modelEnded.await();
            return "";
        });
    }

    @Test
    void an_answer_that_fails_is_reported_to_the_browser() throws Exception {
        server.on("/chat", connection -> connection.respond(429, "Content-Length: 0"));

        assertThat(answerToBrowser(ClientSamplesTest::rest))
                .isEqualTo("event: failed\ndata: the server answered 429\n\n");
    }

    @Test
    void an_mcp_client_reads_answers_of_both_kinds() throws Exception {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":1}}";
        server.on(
                "/mcp",
                connection -> {
                    connection.respond(
                            200,
                            "Content-Type: application/json",
                            "Mcp-Session-Id: s7",
                            "Content-Length: " + json.getBytes(UTF_8).length);
                    connection.events(json);
                },
                connection -> {
                    connection.stream("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n"
                            + "data: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"b\":2}}\n\n");
                    connection.waitForClientClose();
                },
                connection -> connection.respond(404, "Content-Length: 0"));
        McpClient client = new McpClient(server.url("/mcp"));

        assertThat(client.call(1, "initialize", JsonObject.EMPTY_JSON_OBJECT)
                        .getJsonObject("result")
                        .getInt("a"))
                .isEqualTo(1);
        assertThat(server.nextRequest().header("Mcp-Session-Id")).isEmpty();
        assertThat(client.call(2, "tools/call", JsonObject.EMPTY_JSON_OBJECT)
                        .getJsonObject("result")
                        .getInt("b"))
                .isEqualTo(2);
        assertThat(server.nextRequest().header("Mcp-Session-Id")).contains("s7");
        assertThatThrownBy(() -> client.call(3, "ping", JsonObject.EMPTY_JSON_OBJECT))
                .hasMessageContaining("the server answered 404");
    }

    @Test
    void a_stream_comes_through_a_proxy_with_a_certificate_of_its_own(@TempDir Path files) throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(files);
        KeyStore alice = authority.issue("alice", "EC", "dns:alice");
        alice.setCertificateEntry("ca", authority.certificate());
        Path store = StoreFiles.store(files.resolve("store"), "PKCS12", alice);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        server.on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        });
        try (TlsRelay relay = TlsRelay.demandingCertificates(
                        server.uri("/"), authority.context(authority.issue("server", "EC", "ip:127.0.0.1")));
                HttpProxy proxy = HttpProxy.passing();
                EventSource source = ProxiedStream.open(
                        relay.url("/"),
                        new InetSocketAddress("127.0.0.1", proxy.port()),
                        store,
                        CertificateAuthority.PASSWORD.toCharArray(),
                        received::add)) {
            assertThat(received.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("x");
            assertThat(source.url()).hasPath("/");
            assertThat(relay.clients()).containsExactly("CN=alice");
            assertThat(proxy.requests()).containsExactly("CONNECT 127.0.0.1:" + relay.port() + " HTTP/1.1");
        }
    }
}
