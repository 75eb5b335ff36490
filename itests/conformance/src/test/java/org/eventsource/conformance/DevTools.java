package org.eventsource.conformance;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A connection by the <a href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PATIENCE_SECONDS = 60;

    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> sessions = new ConcurrentHashMap<>();
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    DevTools(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
    }

    static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    /** Receives the events of a session, by method and parameters; must not wait for an answer. */
    void onEvent(String session, BiConsumer<String, JsonNode> receiver) {
        sessions.put(session, receiver);
    }

    void forget(String session) {
        sessions.remove(session);
    }

    /** Calls a method of the browser itself. */
    JsonNode call(String method, ObjectNode parameters) throws Exception {
        return call(JSON.createObjectNode(), method, parameters);
    }

    JsonNode call(String session, String method, ObjectNode parameters) throws Exception {
        return call(JSON.createObjectNode().put("sessionId", session), method, parameters);
    }

    private JsonNode call(ObjectNode message, String method, ObjectNode parameters) throws Exception {
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        send(message.put("id", id).put("method", method).set("params", parameters));
        JsonNode received = answer.get(PATIENCE_SECONDS, SECONDS);
        if (received.has("error")) {
            throw new IllegalStateException(method + ": " + received.get("error"));
        }
        return received.path("result");
    }

    /** One message after the other, as the socket wants it. */
    private synchronized void send(JsonNode message) {
        sent = sent.thenCompose(before -> socket.sendText(message.toString(), true));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String message = partial.toString();
            partial.setLength(0);
            receive(message);
        }
        from.request(1);
        return null;
    }

    private void receive(String text) {
        JsonNode message = parsed(text);
        CompletableFuture<JsonNode> answer =
                message.has("id") ? answers.remove(message.get("id").asInt()) : null;
        if (answer != null) {
            answer.complete(message);
        } else {
            sessions.getOrDefault(message.path("sessionId").asText(), (method, parameters) -> {})
                    .accept(message.path("method").asText(), message.path("params"));
        }
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
