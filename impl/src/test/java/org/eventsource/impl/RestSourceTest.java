package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.atomic.AtomicReference;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.testing.Gate;
import org.eventsource.testing.Patience;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sources over a Jakarta REST client: Jersey, on virtual threads where there are any. */
class RestSourceTest extends SourceBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }

    /** What Jersey reads, nothing but the interrupt of a virtual thread sets free. */
    @Override
    boolean closesSilentConnections() {
        return Runtime.version().feature() >= 21;
    }

    @Nested
    class A_reader {

        /** An interrupt would end a virtual thread's next read. */
        @Test
        void does_not_take_an_interrupt_that_a_listener_leaves_behind_for_a_close() throws Exception {
            assumeTrue(closesSilentConnections());
            Gate next = new Gate();
            server().on("/", connection -> {
                connection.stream("data: a\n\n");
                next.await();
                connection.events("data: b\n\n");
                new Gate().await();
            });
            AtomicReference<Thread> reader = new AtomicReference<>(Thread.currentThread());
            open(builder(server().uri("/")).onMessage(message -> {
                Thread.currentThread().interrupt();
                reader.set(Thread.currentThread());
            }));
            recorder().nextOpen();
            recorder().nextMessage();
            await().atMost(Patience.LIMIT)
                    .until(() -> reader.get().getState() == Thread.State.WAITING
                            || reader.get().getState() == Thread.State.TERMINATED);
            next.open();

            assertThat(recorder().nextMessage().data()).isEqualTo("b");
        }
    }

    @Nested
    class The_client_of_the_application {

        private final Client client = ClientBuilder.newClient();

        @AfterEach
        void closeClient() {
            client.close();
        }

        private EventSource.Builder builder() {
            return EventSource.builder(server().uri("/")).client(client);
        }

        @Test
        void is_used_with_its_filters() throws Exception {
            client.register(
                    (ClientRequestFilter) request -> request.getHeaders().putSingle("X-Filter", "applied"));
            open(builder());

            assertThat(server().nextRequest().header("X-Filter")).contains("applied");
        }

        @Test
        void is_not_closed() throws Exception {
            server().on("/", connection -> connection.stream());
            EventSource source = open(builder());
            server().nextRequest();
            source.close();

            assertThatNoException().isThrownBy(() -> client.target(server().uri("/")));
        }

        @Test
        void takes_its_own_headers_along_within_the_origin() throws Exception {
            server().on("/", connection -> connection.respond(302, "Location: /b"));
            client.register(
                    (ClientRequestFilter) request -> request.getHeaders().putSingle("X-Filter", "applied"));
            open(builder());
            server().nextRequest();

            assertThat(server().nextRequest().header("X-Filter")).contains("applied");
        }

        /** Jersey answers a challenge by a request of its own, from within its response filter. */
        @Test
        void does_not_answer_the_challenge_of_another_origin() throws Exception {
            try (SseServer other = SseServer.start()) {
                server().on("/", connection -> connection.respond(302, "Location: " + other.url("/b")));
                other.on("/b", connection -> connection.respond(401, "WWW-Authenticate: Basic realm=\"b\""));
                client.register(HttpAuthenticationFeature.basicBuilder()
                        .nonPreemptive()
                        .credentials("me", "secret")
                        .build());
                open(builder().addEventListener(ErrorEvent.class, recorder()));

                assertThat(recorder().nextError().status()).hasValue(401);
                assertThat(other.nextRequest().header("Authorization")).isEmpty();
                assertThat(other.pendingRequests()).isEmpty();
            }
        }

        @Test
        void does_not_take_its_own_headers_to_another_origin() throws Exception {
            try (SseServer other = SseServer.start()) {
                server().on("/", connection -> connection.respond(302, "Location: " + other.url("/b")));
                client.register((ClientRequestFilter) request -> {
                    request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "secret");
                    request.getHeaders().putSingle(HttpHeaders.COOKIE, "a=b");
                    request.getHeaders().putSingle("X-Api-Key", "secret");
                });
                EventSource source = open(builder().lastEventId("7"));
                SseRequest second = other.nextRequest();
                source.close();

                assertThat(second.headers()).doesNotContainKeys("Authorization", "Cookie", "X-Api-Key");
                assertThat(second.header("Accept")).contains("text/event-stream");
                assertThat(second.header("Cache-Control")).contains("no-cache");
                assertThat(second.lastEventId()).contains("7");
            }
        }

        @Test
        void does_not_take_its_own_headers_on_within_another_origin() throws Exception {
            try (SseServer other = SseServer.start()) {
                server().on("/", connection -> connection.respond(302, "Location: " + other.url("/b")));
                other.on("/b", connection -> connection.respond(302, "Location: /c"));
                client.register(
                        (ClientRequestFilter) request -> request.getHeaders().putSingle("X-Api-Key", "secret"));
                EventSource source = open(builder());
                other.nextRequest();
                SseRequest third = other.nextRequest();
                source.close();

                assertThat(third.headers()).doesNotContainKey("X-Api-Key");
            }
        }
    }
}
