package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources over a Jakarta REST client: Jersey, on virtual threads if the JVM has them. */
class RestSourceTest extends SourceBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }

    /** Only the interrupt of a virtual thread ends a read of Jersey. */
    @Override
    boolean closesSilentConnections() {
        return Runtime.version().feature() >= 24;
    }

    @Nested
    class A_client_that_the_application_closes {

        @Test
        void ends_the_source_at_its_next_attempt() throws Exception {
            Client client = ClientBuilder.newClient();
            Gate closed = new Gate();
            AtomicReference<ErrorEvent> last = new AtomicReference<>();
            try (SseServer server = SseServer.start().on("/", connection -> {
                        connection.stream("data: x\n\n");
                        closed.await();
                    });
                    EventSource source = builder(server.uri("/"))
                            .client(client)
                            .onMessage(message -> {
                                client.close();
                                closed.open();
                            })
                            .onError(last::set)
                            .open()) {
                await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
                assertThat(last.get().reason())
                        .isEqualTo("the application has closed the Jakarta REST client of this source");
            }
        }
    }

    /** {@code HttpURLConnection} of 17 waits for the final response only after 100. */
    @Override
    boolean readsOnAfterInterimAnswers() {
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
        void that_has_sent_nothing_in_time_is_named_as_the_reason() throws Exception {
            Gate ready = new Gate();
            client.register((ClientRequestFilter) request -> awaitUnchecked(ready));
            open(RestSourceTest.this.builder(server().uri("/")).client(client).connectTimeout(Duration.ofMillis(200)));

            assertThat(recorder().nextError().reason())
                    .isEqualTo("nothing was sent within 0.2 s: the HTTP client was not ready,"
                            + " or its filters have not returned");
            ready.open();
        }

        @Test
        void may_set_another_user_agent() throws Exception {
            client.register((ClientRequestFilter)
                    request -> request.getHeaders().putSingle(HttpHeaders.USER_AGENT, "client/1"));
            open(builder());

            assertThat(server().nextRequest().header("User-Agent")).contains("client/1");
        }

        @Test
        void is_not_closed() throws Exception {
            server().on("/", connection -> connection.stream());
            EventSource source = open(builder());
            server().nextRequest();
            source.close();

            assertThatNoException().isThrownBy(() -> client.target(server().uri("/")));
        }

        private void openWithFilterThatThrows(RuntimeException thrown) {
            client.register((ClientResponseFilter) (request, response) -> {
                throw thrown;
            });
            open(RestSourceTest.this.builder(server().uri("/")).client(client));
        }

        static List<RuntimeException> failuresOfFilters() {
            return List.of(new IllegalStateException("on purpose"), new ForbiddenException("on purpose"));
        }

        @ParameterizedTest
        @MethodSource("failuresOfFilters")
        void opens_no_stream_that_its_filter_fails_over(RuntimeException thrown) throws Exception {
            server().on("/", connection -> connection.stream());
            openWithFilterThatThrows(thrown);

            assertThat(recorder().nextError())
                    .returns(ReadyState.CONNECTING, ErrorEvent::readyState)
                    .extracting(ErrorEvent::reason, STRING)
                    .contains("on purpose");
        }

        @Test
        void has_what_is_no_stream_judged_though_its_filter_fails_over_it() throws Exception {
            server().on("/", connection -> connection.respond(200, "Content-Type: text/html"));
            openWithFilterThatThrows(new IllegalStateException("on purpose"));

            assertThat(recorder().nextError().readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void follows_a_redirect_though_its_filter_fails_over_it() throws Exception {
            server().on("/", connection -> connection.respond(302, "Location: /b"));
            openWithFilterThatThrows(new IllegalStateException("on purpose"));
            server().nextRequest();

            assertThat(server().nextRequest().path()).isEqualTo("/b");
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

    /** Jersey answers a challenge with a request of its own, in its response filter. */
    @Nested
    class The_credentials_of_the_application_s_client {

        private static final String SECRET = "secret";

        private final Client client = ClientBuilder.newClient();
        private SseServer other;

        @BeforeEach
        void startOther() throws Exception {
            other = SseServer.start();
        }

        @AfterEach
        void closeAll() throws Exception {
            client.close();
            other.close();
        }

        static Stream<Arguments> schemes() {
            HttpAuthenticationFeature onlyWhenAsked = HttpAuthenticationFeature.basicBuilder()
                    .nonPreemptive()
                    .credentials("me", SECRET)
                    .build();
            return Stream.of(
                    arguments("Basic", onlyWhenAsked),
                    arguments("Basic", HttpAuthenticationFeature.basic("me", SECRET)),
                    arguments("Digest", HttpAuthenticationFeature.digest("me", SECRET)),
                    arguments("Basic", HttpAuthenticationFeature.universal("me", SECRET)),
                    arguments("Digest", HttpAuthenticationFeature.universal("me", SECRET)));
        }

        /** A challenge with the parameters of both schemes. */
        private static SseHandler challenge(String scheme) {
            return connection -> connection.respond(
                    401,
                    "WWW-Authenticate: %s realm=\"r\", nonce=\"n\", algorithm=MD5, qop=\"auth\"".formatted(scheme),
                    "Content-Length: 0");
        }

        private void open(HttpAuthenticationFeature credentials) {
            client.register(credentials);
            RestSourceTest.this.open(builder(server().uri("/")).client(client));
        }

        private void redirectToOther(SseConnection connection) throws IOException {
            connection.respond(302, "Location: " + other.url("/b"), "Content-Length: 0");
        }

        private void assertOtherIsAskedWithoutThem() throws InterruptedException {
            assertThat(recorder().nextError().status()).hasValue(401);
            assertThat(other.nextRequest().headers()).doesNotContainKeys("Authorization", "Cookie");
            assertThat(other.pendingRequests()).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("schemes")
        void answer_the_challenge_of_their_server(String scheme, HttpAuthenticationFeature credentials)
                throws Exception {
            server().on("/", connection -> {
                if (connection.request().header("Authorization").isPresent()) {
                    connection.stream("data: x\n\n");
                } else {
                    challenge(scheme).handle(connection);
                }
            });
            open(credentials);

            recorder().nextOpen();
            assertThat(recorder().nextMessage().data()).isEqualTo("x");
        }

        @ParameterizedTest
        @MethodSource("schemes")
        void do_not_answer_the_challenge_of_another_origin(String scheme, HttpAuthenticationFeature credentials)
                throws Exception {
            server().on("/", this::redirectToOther);
            other.on("/b", challenge(scheme));
            open(credentials);

            assertOtherIsAskedWithoutThem();
        }

        @ParameterizedTest
        @MethodSource("schemes")
        void stay_behind_when_an_answered_challenge_leads_to_another_origin(
                String scheme, HttpAuthenticationFeature credentials) throws Exception {
            server().on("/", connection -> {
                if (connection.request().header("Authorization").isPresent()) {
                    redirectToOther(connection);
                } else {
                    challenge(scheme).handle(connection);
                }
            });
            other.on("/b", challenge(scheme));
            open(credentials);

            assertOtherIsAskedWithoutThem();
        }

        @ParameterizedTest
        @MethodSource("schemes")
        void stay_behind_when_a_stream_comes_back_from_another_origin(
                String scheme, HttpAuthenticationFeature credentials) throws Exception {
            AtomicBoolean streamed = new AtomicBoolean();
            server().on("/", connection -> {
                if (connection.request().header("Authorization").isEmpty()) {
                    challenge(scheme).handle(connection);
                } else if (streamed.compareAndSet(false, true)) {
                    connection.stream("data: x\n\n");
                } else {
                    redirectToOther(connection);
                }
            });
            other.on("/b", challenge(scheme));
            open(credentials);

            recorder().nextOpen();
            recorder().nextMessage();
            assertThat(recorder().nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
            assertOtherIsAskedWithoutThem();
        }
    }
}
