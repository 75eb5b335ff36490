package org.eventsource.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Feature;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

class OwnClientTest {

    /** Jersey configures its features anew, and all else it has, for every target that something is registered at. */
    @Test
    void is_configured_once_for_all_exchanges() throws Exception {
        AtomicInteger configured = new AtomicInteger();
        Feature feature = context -> configured.incrementAndGet() > 0;
        OwnClient client = new OwnClient(() -> ClientBuilder.newClient().register(feature));
        try (SseServer server = SseServer.start().on("/", connection -> connection.respond(204))) {
            for (int exchange = 0; exchange < 3; exchange++) {
                ResponseHead head = new ResponseHead();
                head.of(client.target(server.uri("/")).request())
                        .get(InputStream.class)
                        .close();
                assertThat(head.response()).isNotNull();
            }
        } finally {
            client.abandon();
        }

        assertThat(configured).hasValue(1);
    }
}
