package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;

/**
 * Serves the stream {@code prices} while an application runs. Each connection receives one price, whose data repeats
 * the request's header {@code X-Token}, and then nothing more.
 */
public class PricesServer implements QuarkusTestResourceLifecycleManager {

    private SseServer server;

    @Override
    public Map<String, String> start() {
        server = SseServer.start().on("/prices", PricesServer::sendPrice);
        return Map.of("eventsource.prices.url", server.url("/prices"));
    }

    private static void sendPrice(SseConnection connection) throws IOException {
        String token = Stream.of("X-Scoped", "X-Unscoped", "X-Produced")
                .flatMap(name -> connection.request().header(name).stream())
                .collect(Collectors.joining(","));
        connection.stream("event: price\ndata: {\"symbol\":\"A\",\"token\":\"%s\"}\n\n".formatted(token));
        connection.waitForClientClose(Duration.ofMinutes(5));
    }

    @Override
    public void stop() {
        server.close();
    }
}
