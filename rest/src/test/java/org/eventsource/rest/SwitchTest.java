package org.eventsource.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import org.junit.jupiter.api.Test;

class SwitchTest {

    @Test
    void with_this_artifact_jakarta_rest_gives_out_our_source() {
        Client client = ClientBuilder.newClient();
        try (SseEventSource source =
                SseEventSource.target(client.target("http://localhost/")).build()) {
            assertThat(source.getClass().getPackageName()).isEqualTo("org.eventsource.impl.sse");
        } finally {
            client.close();
        }
    }
}
