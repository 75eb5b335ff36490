package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources over the Jakarta REST client that is on the class path, on virtual threads if the JVM has them. */
class RestSourceTest extends SourceBehaviour {

    /** Before the library noticed repeated requests, about every tenth round failed over CXF. */
    private static final int ROUNDS = 20;

    /** The pieces of a line, and the time between two of them. */
    private static final int PIECES = 20;

    private static final Duration PAUSE = Duration.ofMillis(100);

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }

    /** Closing a RESTEasy client ends its reads. Other clients need the interrupt of a virtual thread. */
    @Override
    boolean closesSilentConnections() {
        return Runtime.version().feature() >= 24 || TestedClient.RESTEASY.isUsed();
    }

    /** CXF looks whether there is an answer after a second, and leaves the connection to its own time-out. */
    @Override
    boolean closesUnansweredConnections() {
        return closesSilentConnections() && !TestedClient.CXF.isUsed();
    }

    /** RESTEasy waits for another response. CXF throws an exception. */
    @Override
    boolean returnsSwitchOfProtocols() {
        return TestedClient.JERSEY.isUsed();
    }

    /** CXF uses {@code java.net.http}. */
    @Override
    boolean prefersChunks() {
        return !TestedClient.CXF.isUsed();
    }

    @Override
    boolean returnsStatusesFrom600() {
        return !TestedClient.CXF.isUsed();
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
                await().atMost(Patience.LIMIT)
                        .until(() -> last.get() != null && last.get().readyState() == ReadyState.CLOSED);
                assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
                assertThat(last.get().reason())
                        .isEqualTo("the application has closed the Jakarta REST client of this source");
            }
        }
    }

    /** {@code HttpURLConnection} of 17 waits for the final response only after 100. */
    @Override
    boolean readsOnAfterInterimAnswers() {
        return Runtime.version().feature() >= 21 || !TestedClient.JERSEY.isUsed();
    }

    @Nested
    class A_reader {

        /** An interrupt would end a virtual thread's next read. */
        @Test
        void does_not_take_an_interrupt_that_a_listener_leaves_behind_for_a_close() throws Exception {
            assumeTrue(Threads.own().blocking().interruptible(), "nothing interrupts a platform thread");
            Gate next = new Gate();
            server.on("/", connection -> {
                connection.stream("data: a\n\n");
                next.await();
                connection.events("data: b\n\n");
                new Gate().await();
            });
            AtomicReference<Thread> reader = new AtomicReference<>(Thread.currentThread());
            open(builder(server.uri("/")).onMessage(message -> {
                Thread.currentThread().interrupt();
                reader.set(Thread.currentThread());
            }));
            recorder.nextOpen();
            recorder.nextMessage();
            await().atMost(Patience.LIMIT)
                    .until(() -> reader.get().getState() == Thread.State.WAITING
                            || reader.get().getState() == Thread.State.TERMINATED);
            next.open();

            assertThat(recorder.nextMessage().data()).isEqualTo("b");
        }

        @Test
        void takes_a_line_in_pieces_for_a_sign_of_life() throws Exception {
            server.on("/", connection -> {
                connection.stream("data: ");
                for (int i = 0; i < PIECES; i++) {
                    connection.events("x");
                    awaitPause(connection);
                }
                connection.events("\n\n");
                new Gate().await();
            });
            open(builder(server.uri("/")).idleTimeout(PAUSE.multipliedBy(PIECES / 2)));
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("x".repeat(PIECES));
        }

        private static void awaitPause(SseConnection connection) throws Exception {
            try {
                connection.waitForClientClose(PAUSE);
            } catch (AssertionError e) {
                // It has not left.
            }
        }
    }

    @Nested
    class A_kept_connection {

        /** The client may keep the connection of a body that has ended. Here the server then ends it. */
        @Test
        void that_the_server_ends_costs_no_attempt() throws Exception {
            server.on(
                    "/",
                    connection -> connection.events("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: x\n\n\r\n0\r\n\r\n"));
            open(builder(server.uri("/")));

            recorder.nextOpen();
            recorder.nextMessage();
            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.END);
            recorder.nextOpen();
        }
    }

    /** CXF repeats a request that is not answered, in several ways that depend on which thread is first. */
    @Nested
    class A_client_that_repeats_its_request {

        @BeforeEach
        void isCxf() {
            assumeTrue(TestedClient.CXF.isUsed());
        }

        @RepeatedTest(ROUNDS)
        void does_not_end_the_source_after_a_connection_without_a_response() throws Exception {
            server.on("/", SseConnection::close, SseConnection::close, connection -> {
                connection.stream("data: x\n\n");
                connection.waitForClientClose();
            });
            Gate opened = new Gate();
            open(builder(server.uri("/")).onOpen(event -> opened.open()));

            opened.await();
        }

        @RepeatedTest(ROUNDS)
        void leaves_no_connection_when_the_source_is_closed() throws Exception {
            assumeTrue(closesSilentConnections());
            AtomicInteger streams = new AtomicInteger();
            server.on("/", SseConnection::close, SseConnection::close, connection -> {
                streams.incrementAndGet();
                connection.stream("data: x\n\n");
                connection.waitForClientClose();
                streams.decrementAndGet();
            });
            Gate opened = new Gate();
            EventSource source = open(builder(server.uri("/")).onOpen(event -> opened.open()));
            opened.await();
            source.close();

            await().atMost(Patience.LIMIT).until(() -> streams.get() == 0);
        }
    }

    /** CXF repeats a request whose connection ends, and refuses no method itself. */
    @Nested
    class A_method_other_than_get {

        private static Stream<Arguments> methods() {
            return Stream.of("POST", "PUT", "OPTIONS", "DELETE", "PATCH", "QUERY")
                    .flatMap(method -> Stream.of(Arguments.of(method, "{}"), Arguments.of(method, "")));
        }

        @BeforeEach
        void isCxf() {
            assumeTrue(TestedClient.CXF.isUsed(), "other clients send some of these methods");
        }

        private void assertRefused(EventSource.Builder builder, String method) {
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::open)
                    .withMessageStartingWith("method: the Jakarta REST client org.apache.cxf.")
                    .withMessageEndingWith(
                            "is not known to send a %s request, and to send it only once;".formatted(method)
                                    + " use TransportKind.JDK");
            assertThat(server.pendingRequests()).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("methods")
        void is_refused_over_a_client_that_repeats_requests(String method, String body) {
            assertRefused(builder(server.uri("/")).method(method).body("application/json", body), method);
        }

        @Test
        void is_refused_over_such_a_client_of_the_application() {
            Client client = ClientBuilder.newClient();
            try {
                assertRefused(builder(server.uri("/")).client(client).method("POST"), "POST");
            } finally {
                client.close();
            }
        }

        @Test
        void is_sent_over_another_client_if_the_library_may_choose() throws Exception {
            open(EventSource.builder(server.uri("/"))
                    .method("POST")
                    .body("application/json", "{}")
                    .addEventListener(Event.class, recorder));

            assertThat(server.nextRequest().line()).isEqualTo("POST / HTTP/1.1");
        }
    }

    @Nested
    class The_user_info_of_a_url {

        private Optional<String> sent() throws Exception {
            return server.nextRequest().header("Authorization");
        }

        @Test
        void is_sent_by_RESTEasy_only() throws Exception {
            server.on(
                    "/",
                    connection -> connection.respond(401, "WWW-Authenticate: Basic realm=\"x\"", "Content-Length: 0"));
            open(RestSourceTest.this.builder(
                    URI.create("http://user:pw@" + server.uri("/").getRawAuthority() + "/")));

            assertThat(sent()).isEmpty();
            assertThat(recorder.nextError().status()).hasValue(401);
            assertThat(server.pendingRequests())
                    .hasSize(TestedClient.RESTEASY.isUsed() ? 1 : 0)
                    .allSatisfy(request ->
                            assertThat(request.header("Authorization")).isPresent());
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
            return EventSource.builder(server.uri("/")).client(client);
        }

        @Test
        void is_used_with_its_filters() throws Exception {
            client.register(
                    (ClientRequestFilter) request -> request.getHeaders().putSingle("X-Filter", "applied"));
            open(builder());

            assertThat(server.nextRequest().header("X-Filter")).contains("applied");
        }

        @Test
        void that_has_sent_nothing_in_time_is_named_as_the_reason() throws Exception {
            Gate ready = new Gate();
            client.register((ClientRequestFilter) request -> awaitUnchecked(ready));
            open(RestSourceTest.this.builder(server.uri("/")).client(client).connectTimeout(Duration.ofSeconds(2)));

            assertThat(recorder.nextError().reason())
                    .isEqualTo("nothing was sent within 2 s: the HTTP client was not ready,"
                            + " or its filters have not returned");
            ready.open();
        }

        /** The client of the JDK writes such a message, here of an exchange of the filter. */
        @Test
        void whose_filter_got_no_answer_is_used_again() throws Exception {
            client.register((ClientRequestFilter) request -> {
                throw new IOException("unexpected content length header with 204 response");
            });
            open(RestSourceTest.this.builder(server.uri("/")).client(client));
            ErrorEvent error = recorder.nextError();

            assertThat(error.status()).isEmpty();
            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void may_set_another_user_agent() throws Exception {
            client.register((ClientRequestFilter)
                    request -> request.getHeaders().putSingle(HttpHeaders.USER_AGENT, "client/1"));
            open(builder());

            assertThat(server.nextRequest().header("User-Agent")).contains("client/1");
        }

        @Test
        void is_not_closed() throws Exception {
            server.on("/", connection -> connection.stream());
            EventSource source = open(builder());
            server.nextRequest();
            source.close();

            assertThatNoException().isThrownBy(() -> client.target(server.uri("/")));
        }

        private void openWithFilterThatThrows(RuntimeException thrown) {
            client.register((ClientResponseFilter) (request, response) -> {
                throw thrown;
            });
            open(RestSourceTest.this.builder(server.uri("/")).client(client));
        }

        static List<RuntimeException> failuresOfFilters() {
            return List.of(new IllegalStateException("on purpose"), new ForbiddenException("on purpose"));
        }

        @ParameterizedTest
        @MethodSource("failuresOfFilters")
        void opens_no_stream_that_its_filter_fails_over(RuntimeException thrown) throws Exception {
            server.on("/", connection -> connection.stream());
            openWithFilterThatThrows(thrown);

            assertThat(recorder.nextError())
                    .returns(ReadyState.CONNECTING, ErrorEvent::readyState)
                    .extracting(ErrorEvent::reason, STRING)
                    .contains("on purpose");
        }

        @Test
        void leaves_no_connection_after_an_error_of_its_filter() throws Exception {
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.stream(":\n");
                connection.waitForClientClose();
                left.open();
            });
            client.register((ClientResponseFilter) (request, response) -> {
                throw new AssertionError("on purpose");
            });
            open(RestSourceTest.this.builder(server.uri("/")).client(client).reconnect(false));

            assertThat(recorder.nextError().reason()).contains("on purpose");
            left.await();
        }

        @Test
        void has_what_is_no_stream_judged_though_its_filter_fails_over_it() throws Exception {
            server.on("/", connection -> connection.respond(200, "Content-Type: text/html"));
            openWithFilterThatThrows(new IllegalStateException("on purpose"));

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void follows_a_redirect_though_its_filter_fails_over_it() throws Exception {
            server.on("/", connection -> connection.respond(302, "Location: /b"));
            openWithFilterThatThrows(new IllegalStateException("on purpose"));
            server.nextRequest();

            assertThat(server.nextRequest().path()).isEqualTo("/b");
        }

        @Test
        void takes_its_own_headers_along_within_the_origin() throws Exception {
            server.on("/", connection -> connection.respond(302, "Location: /b"));
            client.register(
                    (ClientRequestFilter) request -> request.getHeaders().putSingle("X-Filter", "applied"));
            open(builder());
            server.nextRequest();

            assertThat(server.nextRequest().header("X-Filter")).contains("applied");
        }

        @Test
        void does_not_take_its_own_headers_to_another_origin() throws Exception {
            try (SseServer other = SseServer.start()) {
                server.on("/", connection -> connection.respond(302, "Location: " + other.url("/b")));
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
                server.on("/", connection -> connection.respond(302, "Location: " + other.url("/b")));
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
