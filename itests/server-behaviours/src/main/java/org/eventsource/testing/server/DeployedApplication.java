package org.eventsource.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Sends requests to an application in a server.
 *
 * @param uri ends with a slash
 */
public record DeployedApplication(URI uri) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Returns the next record of that name. It fails if a bean records nothing in time. */
    public String heard(String name) throws IOException, InterruptedException {
        return get("api/records?name=" + URLEncoder.encode(name, UTF_8));
    }

    /**
     * Returns a stream of events as a browser would read it. Except for buffers, nothing more is read than the caller
     * takes.
     */
    public BufferedReader browse(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                .header("Accept", "text/event-stream")
                .timeout(PATIENCE)
                .build();
        HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError("%s: %d".formatted(request.uri(), response.statusCode()));
        }
        return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    /** Returns the body of the response for a path. It fails if the status is not 200. */
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
