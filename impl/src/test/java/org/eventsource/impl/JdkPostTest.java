package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a body over {@code java.net.http}. */
class JdkPostTest extends PostBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.JDK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "DELETE", "QUERY", "REPORT", "M-SEARCH"})
    void any_method_is_sent(String method) throws Exception {
        try (SseServer server = SseServer.start();
                EventSource source = choose(EventSource.builder(server.uri("/")))
                        .method(method)
                        .body("text/plain", "b")
                        .open()) {
            SseRequest request = server.nextRequest();

            assertThat(request.line()).isEqualTo(method + " / HTTP/1.1");
            assertThat(request.body()).isEqualTo("b");
            assertThat(source.url()).isEqualTo(server.uri("/"));
        }
    }

    @Test
    void a_query_request_is_sent_again_after_a_cut() throws Exception {
        try (SseServer server = SseServer.start().on("/", connection -> connection.stream("id: 7\ndata: x\n\n"));
                EventSource source = choose(EventSource.builder(server.uri("/")))
                        .reconnectionTime(Duration.ofMillis(100))
                        .method("QUERY")
                        .body("text/plain", "b")
                        .open()) {
            server.nextRequest();
            SseRequest second = server.nextRequest();

            assertThat(second.line()).isEqualTo("QUERY / HTTP/1.1");
            assertThat(second.body()).isEqualTo("b");
            assertThat(second.lastEventId()).contains("7");
            assertThat(source.url()).isEqualTo(server.uri("/"));
        }
    }
}
