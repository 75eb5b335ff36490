package org.eventsource.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * An application in a server, seen from outside.
 *
 * @param uri ends with a slash
 */
public record DeployedApplication(URI uri) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** What a bean heard next, which must come. */
    public String heard(String name) throws IOException, InterruptedException {
        return get("api/heard?name=" + URLEncoder.encode(name, UTF_8));
    }

    /** What is at a path, which must be there. */
    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri.resolve(path)).timeout(PATIENCE).build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError("%s: %d %s".formatted(request.uri(), response.statusCode(), response.body()));
        }
        return response.body();
    }
}
