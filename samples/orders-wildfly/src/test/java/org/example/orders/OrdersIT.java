package org.example.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.StreamScript;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class) // starts WildFly with the application
class OrdersIT {

    private static final URI PAGE =
            URI.create("http://127.0.0.1:" + System.getProperty("http.port") + "/sample/api/orders");

    private final HttpClient client = HttpClient.newHttpClient();

    private static String order(int number) {
        return "{\"number\":%d,\"item\":\"book\"}".formatted(number);
    }

    private void awaitPage(String line) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> page().equals(line));
    }

    private String page() throws Exception {
        return client.send(HttpRequest.newBuilder(PAGE).build(), BodyHandlers.ofString())
                .body()
                .strip();
    }

    @Test
    void each_order_is_in_the_database_once_though_connections_break() throws Exception {
        try (SseServer server = SseServer.startAt(Integer.getInteger("upstream.port"))) {
            StreamScript stream = server.stream("/orders").open();
            stream.id("1").message("order", order(1)).id("2").message("order", order(2));
            awaitPage("2 orders, 0 missing, 0 twice, cursor 2");

            stream.end();
            // This server repeats the order that it is to resume after.
            stream.open().id("2").message("order", order(2)).id("3").message("order", order(3));
            awaitPage("3 orders, 0 missing, 0 twice, cursor 3");
            assertTrue(server.pendingRequests().stream()
                    .anyMatch(made -> made.lastEventId().orElse("").equals("2")));
        }
    }
}
