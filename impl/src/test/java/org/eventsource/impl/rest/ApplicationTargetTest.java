package org.eventsource.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Feature;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

class ApplicationTargetTest {

    /** Jersey configures its features again for every target at which something is registered. */
    @Test
    void is_configured_once_for_all_exchanges() throws Exception {
        AtomicInteger configured = new AtomicInteger();
        Feature feature = context -> configured.incrementAndGet() > 0;
        Client client = ClientBuilder.newClient();
        try (SseServer server = SseServer.start()
                .on("/", connection -> connection.stream("data: x\n\n"))
                .on("/elsewhere", connection -> connection.stream("data: y\n\n"))) {
            ApplicationTarget lease =
                    new ApplicationTarget(client.target(server.uri("/")).register(feature));
            for (String path : new String[] {"/", "/elsewhere", "/"}) {
                ResponseHead head = new ResponseHead(() -> {}, Thread::currentThread);
                head.of(lease.forExchange().request(server.uri(path)))
                        .get(InputStream.class)
                        .close();
                assertThat(server.nextRequest().target()).isEqualTo(path);
                assertThat(head.response(false)).isNotNull();
            }
        } finally {
            client.close();
        }

        assertThat(configured).hasValue(1);
    }
}
