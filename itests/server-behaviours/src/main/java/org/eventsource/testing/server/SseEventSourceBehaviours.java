package org.eventsource.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/**
 * Tests {@code SseEventSource} of Jakarta REST in a server. The application contains the jar that has our
 * implementation.
 */
public abstract class SseEventSourceBehaviours {

    /** Returns the application that runs. */
    protected abstract DeployedApplication application();

    @Test
    void our_source_resumes_and_reads_by_the_server_s_client() throws Exception {
        try (SseServer server = SseServer.start()
                .on(
                        "/quotes",
                        connection -> connection.stream("id: 1\ndata: " + quote("A") + "\n\nid: 2\ndata: torn"),
                        connection -> {
                            String after = connection.request().lastEventId().orElse("nothing");
                            connection.stream("id: 2\ndata: " + quote("after " + after) + "\n\n");
                            connection.waitForClientClose();
                        })) {
            String heard = application().get("api/sse?url=" + URLEncoder.encode(server.url("/quotes"), UTF_8));
            assertThat(heard.lines())
                    .containsExactly(
                            "org.eventsource.impl.sse",
                            "1: Quote[symbol=A, price=1.5, day=2026-01-31]",
                            "2: Quote[symbol=after 1, price=1.5, day=2026-01-31]");
        }
    }

    private static String quote(String symbol) {
        return "{\"symbol\":\"%s\",\"price\":1.5,\"day\":\"2026-01-31\"}".formatted(symbol);
    }
}
