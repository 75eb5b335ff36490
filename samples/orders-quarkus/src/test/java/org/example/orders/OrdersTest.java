package org.example.orders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eventsource.cdi.EventSources;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.StreamScript;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrdersTest {

    @Inject
    Orders orders;

    @Inject
    EventSources sources;

    private static String order(int number) {
        return "{\"number\":%d,\"item\":\"book\"}".formatted(number);
    }

    private void awaitOrders(int number) {
        await().atMost(Duration.ofSeconds(60)).until(() -> orders.summary().orders() >= number);
    }

    @Test
    void each_order_is_in_the_database_once_though_connections_break() throws Exception {
        try (SseServer server = SseServer.startAt(Integer.getInteger("upstream.port"))) {
            StreamScript stream = server.stream("/orders").open();
            stream.id("1").message("order", order(1)).id("2").message("order", order(2));
            awaitOrders(2);
            stream.end();
            // This server repeats the order that it is to resume after.
            stream.open().id("2").message("order", order(2)).id("3").message("order", order(3));
            awaitOrders(3);

            assertEquals(new Orders.Summary(3, 0, 0), orders.summary());
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> sources.cursor("orders").orElse("").equals("3"));
            assertEquals(
                    "2",
                    server.pendingRequests().stream()
                            .flatMap(request -> request.lastEventId().stream())
                            .reduce((before, last) -> last)
                            .orElse(""));
        }
    }
}
