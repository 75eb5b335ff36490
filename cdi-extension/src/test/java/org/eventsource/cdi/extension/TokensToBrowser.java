package org.eventsource.cdi.extension;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;

record TokensToBrowser(String url, String model, Supplier<String> token) {

    /** Answers {@code GET /answer?<question>} of a browser's {@code EventSource}. */
    void answer(HttpExchange browser) throws IOException {
        String question = "{\"model\":%s,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
                .formatted(
                        Json.createValue(model),
                        Json.createValue(browser.getRequestURI().getQuery()));
        browser.getResponseHeaders().set("Content-Type", "text/event-stream");
        browser.sendResponseHeaders(200, 0);
        CompletableFuture<String> end = new CompletableFuture<>();
        try (OutputStream out = browser.getResponseBody();
                EventSource source = EventSource.builder(url)
                        .method("POST") // so it is sent once
                        .header("Authorization", () -> "Bearer " + token.get())
                        .body("application/json", question)
                        .onMessage(message -> {
                            if (message.data().equals("[DONE]")) {
                                end.complete("event: done\ndata:\n\n");
                            } else if (!end.isDone()) {
                                pass(message, out, end);
                            }
                        })
                        .onError(error -> end.complete("event: failed\ndata: " + error.reason() + "\n\n"))
                        .open()) {
            out.write(end.join().getBytes(UTF_8));
        }
    }

    private static void pass(MessageEvent message, OutputStream out, CompletableFuture<String> end) {
        JsonObject chunk = Json.createReader(new StringReader(message.data())).readObject();
        String token = chunk.getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("delta")
                .getString("content", "");
        try {
            out.write(("data: " + Json.createValue(token) + "\n\n").getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            end.complete(""); // the browser has left: stop the model, too
        }
    }
}
