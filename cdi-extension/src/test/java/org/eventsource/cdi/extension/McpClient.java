package org.eventsource.cdi.extension;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eventsource.EventSource;

class McpClient {

    private final String url;
    private final AtomicReference<String> session = new AtomicReference<>();

    McpClient(String url) {
        this.url = url;
    }

    /** Sends a request, and returns the answer, which comes as a stream or as JSON. */
    JsonObject call(int id, String method, JsonObject parameters) throws Exception {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":%s,\"params\":%s}"
                .formatted(id, Json.createValue(method), parameters);
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        try (EventSource source = EventSource.builder(url)
                .method("POST")
                .header("Accept", "application/json, text/event-stream")
                .header("Mcp-Session-Id", session::get) // null before the first answer: no header
                .body("application/json", request)
                .maxBody(1024 * 1024)
                .onOpen(open -> remember(open.headers()))
                .onMessage(message -> {
                    JsonObject received = parse(message.data());
                    if (received.getInt("id", -1) == id) { // others are notifications of progress
                        answer.complete(received);
                    }
                })
                .onError(error -> {
                    error.headers().ifPresent(this::remember);
                    error.body()
                            .filter(body -> error.status().orElse(0) == 200)
                            .ifPresentOrElse(
                                    body -> answer.complete(parse(body)),
                                    () -> answer.completeExceptionally(new IllegalStateException(error.reason())));
                })
                .open()) {
            return answer.get(60, TimeUnit.SECONDS);
        }
    }

    private void remember(HttpHeaders headers) {
        headers.firstValue("Mcp-Session-Id").ifPresent(session::set);
    }

    private static JsonObject parse(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }
}
