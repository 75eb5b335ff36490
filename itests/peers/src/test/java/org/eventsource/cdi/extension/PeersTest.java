package org.eventsource.cdi.extension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.testing.Recorder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads streams of an MCP server, of a model that repeats what it is asked, and of a GraphQL server. */
class PeersTest {

    private static final String MCP = "node_modules/.bin/mcp-server-everything";
    private static final String JSON = "application/json";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonObject INITIALIZE = parse("""
            {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}""");

    @BeforeAll
    static void install() throws Exception {
        Peer.install();
    }

    private static JsonObject parse(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }

    private static String request(int id, String method, JsonObject parameters) {
        return Json.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", id)
                .add("method", method)
                .add("params", parameters)
                .build()
                .toString();
    }

    private static int post(URI uri, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The transport of MCP of 2024: answers to POST requests come on a stream of their own. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void mcp_over_its_first_transport(TransportKind transport) throws Exception {
        Recorder recorder = new Recorder();
        try (Peer mcp = Peer.start(MCP, "sse");
                EventSource source = EventSource.builder(mcp.uri("/sse"))
                        .transport(transport)
                        .addEventListener(Event.class, recorder)
                        .open()) {
            recorder.nextOpen();
            MessageEvent endpoint = recorder.nextMessage();
            assertThat(endpoint.type()).isEqualTo("endpoint");

            assertThat(post(source.url().resolve(endpoint.data()), request(1, "initialize", INITIALIZE)))
                    .isEqualTo(202);
            JsonObject answer = parse(recorder.nextMessage().data());
            assertThat(answer.getInt("id")).isEqualTo(1);
            assertThat(answer.getJsonObject("result").getString("protocolVersion"))
                    .isEqualTo("2025-06-18");
        }
    }

    @Test
    void the_mcp_client_of_the_documents_calls_a_tool() throws Exception {
        try (Peer mcp = Peer.start(MCP, "streamableHttp")) {
            McpClient client = new McpClient(mcp.uri("/mcp").toString());
            assertThat(client.call(1, "initialize", INITIALIZE)
                            .getJsonObject("result")
                            .getJsonObject("serverInfo")
                            .getString("name"))
                    .contains("everything");

            JsonObject echo = client.call(2, "tools/call", parse("""
                    {"name": "echo", "arguments": {"message": "hello"}}"""));
            assertThat(echo.getJsonObject("result")
                            .getJsonArray("content")
                            .getJsonObject(0)
                            .getString("text"))
                    .contains("hello");
            JsonObject operation = client.call(3, "tools/call", parse("""
                    {"name": "trigger-long-running-operation", "arguments": {"duration": 1, "steps": 3},
                     "_meta": {"progressToken": "p"}}"""));
            assertThat(operation.getInt("id")).isEqualTo(3);
        }
    }

    @Test
    void the_mcp_client_of_the_documents_fails_without_a_session() throws Exception {
        try (Peer mcp = Peer.start(MCP, "streamableHttp")) {
            McpClient client = new McpClient(mcp.uri("/mcp").toString());

            assertThatThrownBy(() -> client.call(1, "ping", JsonObject.EMPTY_JSON_OBJECT))
                    .hasMessageContaining("the server answered 400");
        }
    }

    /** The stream of each answer has the progress before it. The source closes when it has come. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void mcp_over_streamable_http(TransportKind transport) throws Exception {
        try (Peer mcp = Peer.start(MCP, "streamableHttp")) {
            URI uri = mcp.uri("/mcp");
            Recorder first = new Recorder();
            mcp(uri, transport, request(1, "initialize", INITIALIZE))
                    .addEventListener(Event.class, first)
                    .open();
            String session =
                    first.nextOpen().headers().firstValue("Mcp-Session-Id").orElseThrow();
            assertThat(parse(first.nextMessage().data()).getInt("id")).isEqualTo(1);

            Recorder notification = new Recorder();
            mcp(uri, transport, "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}")
                    .header("Mcp-Session-Id", session)
                    .addEventListener(Event.class, notification)
                    .open();
            ErrorEvent accepted = notification.nextError();
            assertThat(accepted.status()).hasValue(202);
            assertThat(accepted.readyState()).isEqualTo(ReadyState.CLOSED);

            List<String> steps = new ArrayList<>();
            try (EventStream stream = mcp(uri, transport, request(2, "tools/call", parse("""
                    {"name": "trigger-long-running-operation", "arguments": {"duration": 1, "steps": 3},
                     "_meta": {"progressToken": "p"}}""")))
                    .header("Mcp-Session-Id", session)
                    .closeOn(message -> parse(message.data()).getInt("id", -1) == 2)
                    .stream()) {
                stream.forEach(
                        message -> steps.add(parse(message.data()).containsKey("result") ? "result" : "progress"));
            }
            assertThat(steps).containsExactly("progress", "progress", "progress", "result");
        }
    }

    private static EventSource.Builder mcp(URI uri, TransportKind transport, String json) {
        return EventSource.builder(uri)
                .transport(transport)
                .method("POST")
                .header("Accept", JSON + ", text/event-stream")
                .body(JSON, json);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void an_answer_in_json_is_the_body_of_the_error(TransportKind transport) throws Exception {
        try (Peer mcp = Peer.start(MCP, "streamableHttp");
                Peer model = Peer.start("node_modules/.bin/mock-llm", "--config", "mock-llm.yaml")) {
            Recorder refused = new Recorder();
            mcp(mcp.uri("/mcp"), transport, request(1, "ping", JsonObject.EMPTY_JSON_OBJECT))
                    .header("Mcp-Session-Id", "unknown")
                    .addEventListener(Event.class, refused)
                    .open();
            ErrorEvent refusal = refused.nextError();
            assertThat(refusal.status()).hasValue(400);
            assertThat(parse(refusal.body().orElseThrow())
                            .getJsonObject("error")
                            .getInt("code"))
                    .isEqualTo(-32000);

            Recorder answered = new Recorder();
            mcp(
                            model.uri("/v1/chat/completions"),
                            transport,
                            "{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}")
                    .maxBody(20)
                    .addEventListener(Event.class, answered)
                    .open();
            ErrorEvent answer = answered.nextError();
            assertThat(answer.kind()).isEqualTo(ErrorKind.CONTENT);
            assertThat(answer.body().orElseThrow()).startsWith("{").hasSize(20);
        }
    }

    @Test
    void the_program_of_the_documents_passes_a_model_s_answer_on() throws Exception {
        String question = "why is the sky blue? \u20ac";
        try (Peer model = Peer.start("node_modules/.bin/mock-llm", "--config", "mock-llm.yaml")) {
            HttpServer own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            own.createContext(
                    "/answer",
                    new TokensToBrowser(model.uri("/v1/chat/completions").toString(), "mock", () -> "key")::answer);
            own.start();
            try {
                List<String> tokens = new ArrayList<>();
                URI uri = URI.create("http://127.0.0.1:" + own.getAddress().getPort() + "/answer?"
                        + URLEncoder.encode(question, UTF_8).replace("+", "%20"));
                try (EventStream browser =
                        EventSource.builder(uri)
                                .closeOn(message -> message.type().equals("done"))
                                .stream()) {
                    browser.forEach(message -> tokens.add(message.data()));
                }
                assertThat(tokens.remove(tokens.size() - 1)).isEmpty();
                assertThat(tokens).hasSizeGreaterThan(3);
                assertThat(String.join("", tokens).replace("\"", "")).isEqualTo(question);
            } finally {
                own.stop(0);
            }
        }
    }

    /** It marks each stream with {@code Content-Encoding: none}, and ends it after the last result. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void graphql_over_sse(TransportKind transport) throws Exception {
        List<String> results = new ArrayList<>();
        try (Peer graphql = Peer.start("graphql.cjs");
                EventStream stream = EventSource.builder(graphql.uri("/"))
                        .transport(transport)
                        .method("POST")
                        .body(JSON, "{\"query\": \"subscription { count }\"}")
                        .stream()) {
            stream.forEach(message -> results.add(message.type() + " " + message.data()));
        }
        assertThat(results)
                .containsExactly(
                        "next {\"data\":{\"count\":1}}",
                        "next {\"data\":{\"count\":2}}",
                        "next {\"data\":{\"count\":3}}",
                        "complete ");
    }
}
