package org.eventsource.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every class of tests that would be played by another source than ours, or over another client than meant. The
 * request also gets the client's own start over with, which on a slow machine is longer than the TCK waits for an
 * event.
 */
public final class PlayedByUs implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Client client = ClientBuilder.newClient();
        try (SseEventSource source =
                SseEventSource.target(client.target("http://localhost/")).build()) {
            assertThat(source.getClass().getName()).startsWith("org.eventsource.impl.sse.");
            assertThatThrownBy(
                            () -> client.target("http://127.0.0.1:1/").request().get())
                    .isInstanceOf(ProcessingException.class);
            assertThat(client.getClass().getName()).startsWith(System.getProperty("tck.client") + ".");
        } finally {
            client.close();
        }
    }
}
