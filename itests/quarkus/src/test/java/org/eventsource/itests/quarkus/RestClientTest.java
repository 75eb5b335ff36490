package org.eventsource.itests.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.CompletableFuture;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.cdi.EventSources;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/** Streams over Quarkus' own Jakarta REST client. */
@QuarkusTest
class RestClientTest {

    @Inject
    EventSources sources;

    @Test
    void a_silent_stream_is_left_at_close() throws Exception {
        CompletableFuture<Void> left = new CompletableFuture<>();
        try (SseServer server = SseServer.start().on("/silent", connection -> {
            connection.stream("data: 1\n\n");
            connection.waitForClientClose();
            left.complete(null);
        })) {
            CompletableFuture<Thread> reader = new CompletableFuture<>();
            EventSource source = sources.builder(server.url("/silent"))
                    .transport(TransportKind.REST)
                    .onMessage(message -> reader.complete(Thread.currentThread()))
                    .open();
            assertThat(reader).succeedsWithin(Patience.LIMIT);

            source.close();
            assertThat(left).succeedsWithin(Patience.LIMIT);
            reader.join().join(Patience.LIMIT.toMillis());
            assertThat(reader.join().isAlive()).isFalse();
        }
    }

    @Test
    void no_thread_waits_for_an_answer_after_close_though_the_client_stays_open() throws Exception {
        Client client = ClientBuilder.newClient();
        try (SseServer server = SseServer.start().on("/dead", SseConnection::waitForClientClose)) {
            CompletableFuture<Thread> reader = new CompletableFuture<>();
            EventSource source = sources.builder(server.url("/dead"))
                    .client(client)
                    .header("X-Reader", () -> {
                        reader.complete(Thread.currentThread());
                        return null;
                    })
                    .open();
            server.nextRequest();

            source.close();
            reader.join().join(Patience.LIMIT.toMillis());
            assertThat(reader.join().isAlive()).isFalse();
            client.close();
        }
    }
}
