package org.eventsource.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.server.application.TicksResource;
import org.junit.jupiter.api.Test;

class TicksResourceTest {

    /**
     * Uses HTTP/1.1. Otherwise the JDK's client offers an upgrade to HTTP/2, and Grizzly then omits the content type of
     * the response.
     */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void startsAtTheFirstTickAndEnds() throws Exception {
        try (JerseyServer server = JerseyServer.start(TicksResource.class)) {
            assertThat(get(HttpRequest.newBuilder(server.uri("ticks"))).body().lines())
                    .filteredOn(line -> line.startsWith("id"))
                    .containsExactly("id: 1", "id: 2", "id: 3");
        }
    }

    @Test
    void resumesAfterTheLastTickThatWasSeen() throws Exception {
        try (JerseyServer server = JerseyServer.start(TicksResource.class)) {
            HttpResponse<String> response =
                    get(HttpRequest.newBuilder(server.uri("ticks")).header("Last-Event-ID", "3"));
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(response.body().lines()).contains("id: 4", "id: 6", "event: tick", "data: tick 6");
        }
    }

    private HttpResponse<String> get(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Patience.LIMIT).build(), BodyHandlers.ofString());
    }
}
